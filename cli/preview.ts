import {watch} from "node:fs";
import {fileURLToPath} from "node:url";
import {build, describeBuild} from "./build.ts";
import {type Context, stateFolder} from "./context.ts";
import {describeFailure} from "./failure.ts";
import {runServe} from "./start.ts";

const SOURCE = fileURLToPath(new URL("../src", import.meta.url));

/**
 * Builds, serves, and builds again whenever the workspace, its configuration or the pages change; returns the exit status.
 * `open` reads the configuration anew each time.
 */
export async function runPreview(open: () => Context, port: number): Promise<number> {
  const {workspace, out} = open();
  await rebuild(open, workspace);
  let timer: NodeJS.Timeout | undefined;
  let building = Promise.resolve();
  const changed = (_: string, name: string | null) => {
    if (name?.includes(".hengcai") || name?.includes(".observablehq")) return;
    clearTimeout(timer);
    timer = setTimeout(() => {
      building = building.then(() => rebuild(open, workspace));
    }, 300);
  };
  const watchers = [workspace, SOURCE].map(folder => watch(folder, {recursive: true}, changed));
  const status = await runServe(out, port, "文件改动后会自动重新生成，刷新页面即可看到");
  for (const watcher of watchers) watcher.close();
  clearTimeout(timer);
  return status;
}

async function rebuild(open: () => Context, workspace: string): Promise<void> {
  try {
    const context = open();
    context.progress.done(`生成完成：${describeBuild(await build(context))}`);
  } catch (error) {
    console.error(describeFailure(error, stateFolder(workspace)).message);
  }
}
