import type {Row, Value} from "../../../loaders/database.ts";
import type {Engine} from "../engine.ts";

/** What runs SQL for the page: the engine in the browser, another in tests. */
export interface Runner {
  run(sql: string): Promise<void>;
  /** Returns the rows; dates are ISO text, whole numbers are numbers. */
  all(sql: string): Promise<Row[]>;
  /** Makes a table of a CSV file of the machine edition. */
  table(name: string, columns: readonly {name: string; type: string}[], csv: string): Promise<void>;
}

/** Returns the browser's engine as a runner. */
export function onEngine(engine: Engine): Runner {
  return {
    run: sql => engine.run(sql),
    table: (name, columns, csv) => engine.table(name, columns, csv),
    async all(sql) {
      const {columns, rows} = await engine.query(sql);
      return rows.map(row => Object.fromEntries(row.map((value, i) => [columns[i]!.name, plain(value)])));
    }
  };
}

/** Points are whole thousandths, far below what a number holds exactly. */
function plain(value: Value | bigint): Value {
  if (typeof value !== "bigint") return value;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new Error(`too large a number: ${value}`);
  return number;
}
