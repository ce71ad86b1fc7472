import {identifier} from "../../../loaders/sql.ts";
import {type EngineResult, startEngine} from "../engine.ts";
import {type CatalogTable, DICTIONARY, readCatalog} from "./catalog.ts";
import {namesIn} from "./statement.ts";

/** Rows that are kept of an answer; the rest are only counted. */
export const KEPT = 200_000;

/** What the reader is told while work goes on. */
export interface SessionWatch {
  engine(loaded: number, total: number): void;
  table(table: CatalogTable): void;
  query(): void;
}

/** An engine with the site's tables, each fetched when a query first names it. */
export interface Session {
  catalog: readonly CatalogTable[];
  run(sql: string): Promise<EngineResult>;
  stop(): Promise<void>;
}

/** Where things lie, from the page: the site's root, and the folder of the data. */
export interface SessionPlaces {
  base: string;
  folder: string;
}

/** Starts the engine and reads what tables there are; fetches none of them yet. */
export async function openSession({base, folder}: SessionPlaces, watch: SessionWatch): Promise<Session> {
  const loaded = new Set<string>();
  const catalog = [...readCatalog(await fetchText(`${folder}datapackage.json`)), DICTIONARY];
  const engine = await startEngine({
    base,
    onProgress: watch.engine,
    onRestart: async () => loaded.clear()
  });

  async function load(table: CatalogTable): Promise<void> {
    watch.table(table);
    const csv = await fetchText(`${folder}${table.path}`);
    await engine.table(table.name, table.columns, csv.replace(/^\uFEFF/, ""));
    await engine.run(viewSql(table));
    loaded.add(table.name);
  }

  async function runOnce(sql: string): Promise<EngineResult> {
    await engine.run("BEGIN TRANSACTION READ ONLY");
    try {
      const result = await engine.query(sql, {limit: KEPT});
      const odd = result.columns.filter(({type}) => !PLAIN.test(type)).map(({name}) => name);
      return odd.length ? await engine.query(asText(sql, odd), {limit: KEPT}) : result;
    } finally {
      // After a restart there is no transaction to leave.
      await engine.run("ROLLBACK").catch(() => {});
    }
  }

  return {
    catalog,
    async run(sql) {
      const names = new Set([...namesIn(sql)].map(fold));
      const wanted = catalog.filter(({name, title}) => names.has(fold(name)) || names.has(fold(title)));
      for (const table of wanted) if (!loaded.has(table.name)) await load(table);
      // A table that the text names in a way of its own is missed the first time.
      for (;;) {
        watch.query();
        try {
          return await runOnce(sql);
        } catch (error) {
          const table = missingTable(error, catalog);
          if (!table || loaded.has(table.name)) throw error;
          await load(table);
        }
      }
    },
    stop: () => engine.cancel()
  };
}

/** Types whose values come as they are; lists, structures and spans of time are asked for once more, as text. */
const PLAIN = /^(?:VARCHAR|BOOLEAN|U?[A-Z]*INT(?:EGER)?|DECIMAL\(.*|DOUBLE|FLOAT|DATE|TIME|TIMESTAMP|NULL)$/;

function asText(sql: string, names: readonly string[]): string {
  const casts = names.map(name => `CAST(${identifier(name)} AS VARCHAR) AS ${identifier(name)}`);
  return `SELECT * REPLACE (${casts.join(", ")})
FROM (
${sql}
)`;
}

/** Each table can be had by its Chinese name, with Chinese names of columns, as in the database that is exported. */
function viewSql({name, title, columns}: CatalogTable): string {
  const list = columns.map(column => `${identifier(column.name)} AS ${identifier(column.title)}`);
  return `CREATE OR REPLACE VIEW ${identifier(title)} AS SELECT ${list.join(", ")} FROM ${identifier(name)}`;
}

function missingTable(error: unknown, catalog: readonly CatalogTable[]): CatalogTable | undefined {
  const name = /Table with name (.+?) does not exist/.exec(String(error))?.[1];
  return name === undefined
    ? undefined
    : catalog.find(table => fold(table.name) === fold(name) || fold(table.title) === fold(name));
}

function fold(name: string): string {
  return name.toLowerCase();
}

async function fetchText(url: string): Promise<string> {
  // A server that says nothing of how long its files hold would let a browser show the numbers of an older edition.
  const response = await fetch(url, {cache: "no-cache"}).catch(() => undefined);
  if (!response?.ok) throw new Error(`取不到文件：${url}；请看网站的文件夹是否完整，再试一次`);
  return response.text();
}
