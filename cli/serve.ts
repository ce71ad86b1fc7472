import {createReadStream, statSync} from "node:fs";
import {createServer, type Server} from "node:http";
import {extname, join, normalize, resolve, sep} from "node:path";
import {errorCode, UserError} from "../loaders/error.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".gz": "application/gzip",
  ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  ".parquet": "application/vnd.apache.parquet"
};

/** Serves the folder's files on the loopback address until closed; takes the next free port where the given one is taken. */
export async function serveFolder(folder: string, port = 4180): Promise<{server: Server; url: string}> {
  const root = resolve(folder);
  if (!isFile(join(root, "index.html"))) {
    throw new UserError(`文件夹里没有可以打开的站点：“${folder}”；请先运行 hengcai build`);
  }
  const server = createServer((request, response) => {
    const file = request.method === "GET" || request.method === "HEAD" ? findFile(root, request.url ?? "/") : undefined;
    if (!file) {
      response.writeHead(404, {"content-type": "text/plain; charset=utf-8"}).end("没有这个页面\n");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-length": statSync(file).size,
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache"
    });
    if (request.method === "HEAD") response.end();
    else
      createReadStream(file)
        .on("error", () => response.destroy())
        .pipe(response);
  });
  const taken = await listen(server, port);
  return {server, url: `http://127.0.0.1:${taken}/`};
}

function findFile(root: string, url: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(url.split(/[?#]/, 1)[0]!);
  } catch {
    return undefined;
  }
  const file = join(root, normalize(path));
  if (path.includes("\0") || (file !== root && !file.startsWith(root + sep))) return undefined;
  return [file, `${file}.html`, join(file, "index.html")].find(isFile);
}

function isFile(path: string): boolean {
  return statSync(path, {throwIfNoEntry: false})?.isFile() ?? false;
}

async function listen(server: Server, port: number): Promise<number> {
  for (let candidate = port; candidate < port + 50; candidate++) {
    try {
      await new Promise<void>((done, fail) => {
        server.once("error", fail);
        server.listen(candidate, "127.0.0.1", () => {
          server.off("error", fail);
          done();
        });
      });
      return candidate;
    } catch (error) {
      if (errorCode(error) !== "EADDRINUSE") throw error;
    }
  }
  throw new UserError(`端口 ${port} 到 ${port + 49} 都被占用：请用 --port 指定别的端口`, {status: 3});
}
