/** Loads the workspace named by the first argument, and tells when it begins to write and when it is done. */
import {load} from "../../loaders/load.ts";
import {replaceWarehouse} from "../../loaders/warehouse.ts";
import {configOf} from "./config.ts";

const workspace = process.argv[2]!;
await replaceWarehouse(workspace, (target, previous) => {
  process.stdout.write("writing\n");
  return load(workspace, configOf(), {target, previous});
});
process.stdout.write("done\n");
