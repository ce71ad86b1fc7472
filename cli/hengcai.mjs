#!/usr/bin/env node
// The command's front door: says what is missing before anything is loaded, then hands over to main.ts.
const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 15)) {
  console.error(`Node.js 版本过低：${process.versions.node}；需要 20.15 或更高版本`);
  process.exit(2);
}
try {
  const {register} = await import("tsx/esm/api");
  register();
} catch {
  console.error("缺少依赖包：请先在项目文件夹里运行 npm ci");
  process.exit(2);
}
// Whoever reads along may stop early, as `head` does: that is no fault.
process.stdout.on("error", error => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
const {main} = await import("./main.ts");
process.exitCode = await main(process.argv.slice(2));
