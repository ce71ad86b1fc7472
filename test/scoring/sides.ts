import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll} from "vitest";
import {createCore} from "../../loaders/core.ts";
import {type Database, openDatabase} from "../../loaders/database.ts";
import {openSandbox} from "../../scoring/sandbox.ts";

/** Where two sides are scored and compared, and what they are made of. */
export interface Sides {
  sandbox: Database;
  /** Makes a warehouse that holds nothing but `core`, and returns its path. */
  warehouse(make: (db: Database) => Promise<void>): Promise<string>;
}

/** Returns a sandbox and a folder for warehouses, which are there for the tests of the file or the group. */
export function sidesFor(name: string): Sides {
  const folder = mkdtempSync(join(tmpdir(), `hengcai-${name}-`));
  let made = 0;
  const sides = {
    async warehouse(make) {
      const file = join(folder, `${++made}.duckdb`);
      const db = await openDatabase(file);
      await db.run(createCore());
      await make(db);
      db.close();
      return file;
    }
  } as Sides;
  beforeAll(async () => {
    sides.sandbox = await openSandbox();
  });
  afterAll(() => {
    sides.sandbox.close();
    rmSync(folder, {recursive: true, force: true});
  });
  return sides;
}
