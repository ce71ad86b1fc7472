import {build, describeBuild} from "./build.ts";
import type {Context} from "./context.ts";
import {errorNote} from "./errorNote.ts";
import {serveFolder} from "./serve.ts";

/** Builds the workspace, serves the site on loopback, says where, and stays until interrupted; returns the exit status. */
export async function runStart(context: Context, port: number): Promise<number> {
  const report = await build(context);
  context.progress.done(`生成完成：${describeBuild(report)}`);
  if (report.errors) console.error(errorNote(report.errors));
  return runServe(report.out, port, `${context.config.city}，数据截至 ${context.config.asOf}`);
}

/** Serves a built site until interrupted; returns the exit status. */
export async function runServe(folder: string, port: number, about = ""): Promise<number> {
  const {server, url} = await serveFolder(folder, port);
  console.log(`${about ? `${about}\n` : ""}请在浏览器中打开：${url}\n按 Ctrl+C 结束`);
  await new Promise<void>(done => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => done());
  });
  server.closeAllConnections();
  server.close();
  return 0;
}
