import type {Engine, EngineOptions, OpenEngine} from "./engine/types.ts";

export type {Engine, EngineColumn, EngineOptions, EngineResult, EngineValue} from "./engine/types.ts";

/** What the build knows of the engine's files (`src/build/client.ts`): a hash that dates them, and the bytes to fetch. */
declare const HENGCAI_ENGINE: {version: string; bytes: number};

/** Returns why this page cannot run the engine, in Chinese, with what would do; undefined where it can. */
export function engineObstacle(): string | undefined {
  if (location.protocol === "file:") {
    return "这个页面是从磁盘上直接打开的，浏览器不让这样打开的页面运行数据引擎。请从单位的网站打开，或者在工作区所在的电脑上运行 npx hengcai serve，再打开它给出的地址。";
  }
  if (typeof Worker !== "function" || typeof WebAssembly !== "object" || typeof fetch !== "function") return TOO_OLD;
  if (!WebAssembly.validate(EXCEPTIONS)) return TOO_OLD;
  return undefined;
}

/**
 * Starts the database engine in a worker; asks for its files only now, all from `<base>assets/engine/`. Rejects with an
 * error whose message is Chinese where the engine cannot be had.
 */
export async function startEngine({base, onProgress, onRestart}: EngineOptions): Promise<Engine> {
  const obstacle = engineObstacle();
  if (obstacle) throw new Error(obstacle);
  const folder = new URL(`${base}assets/engine/`, location.href).href;
  const {version, bytes} = HENGCAI_ENGINE;
  const open = await loadScript(`${folder}engine.js?v=${version}`);
  return open({folder, version, bytes, onProgress, ...(onRestart ? {onRestart} : {})});
}

const TOO_OLD =
  "这个浏览器太旧，运行不了数据引擎。请用 Chromium 109（或同代的 Edge、360、统信、奇安信浏览器）、Firefox 115、Safari 16 或更新的版本打开本页。";

/** The smallest module that uses exceptions: a tag of no parameters. Engines without them cannot run ours. */
const EXCEPTIONS = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 13, 3, 1, 0, 0]);

/** The greater part of the engine's own script is fetched with it, so that the page stays light. */
function loadScript(src: string): Promise<OpenEngine> {
  const scope = globalThis as {hengcaiOpenEngine?: OpenEngine};
  if (scope.hengcaiOpenEngine) return Promise.resolve(scope.hengcaiOpenEngine);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = () => {
      script.remove();
      if (scope.hengcaiOpenEngine) resolve(scope.hengcaiOpenEngine);
      else reject(new Error(`数据引擎的文件内容不对：${src}`));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error(`取不到数据引擎的文件：${src}；请看网站的 assets/engine 文件夹是否完整`));
    };
    document.head.append(script);
  });
}
