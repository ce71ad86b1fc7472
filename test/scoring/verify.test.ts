import {createHash} from "node:crypto";
import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, test} from "vitest";
import {builtinPolicies} from "../../scoring/builtin.ts";
import {parseClauseFile} from "../../scoring/clauseFile.ts";
import {parsePolicy} from "../../scoring/policy.ts";
import {findClauses, measureClause, placeOfWords, readSource} from "../../scoring/verify.ts";

const FIXTURE = new URL("../policies/source/", import.meta.url);
const DOCUMENT = readFileSync(new URL("云水人才〔2024〕7号.txt", FIXTURE), "utf8");
const POLICY = readFileSync(new URL("yunshui-2024-7.yaml", FIXTURE), "utf8");
const {clauses: CLAUSES} = parseClauseFile(POLICY, "yunshui-2024-7.yaml");
/** The folder of the real documents, where there is one. */
const SOURCES = process.env.HENGCAI_SOURCES;

function clause(text: string) {
  return {at: "第一条", says: "概括", doc: null, ...measureClause(text)};
}

function lines(document: string, clauses = CLAUSES): Record<string, number[]> {
  const found = findClauses(clauses, readSource(document));
  return Object.fromEntries(found.map(({id, places}) => [id, places.map(({line}) => line)]));
}

describe("findClauses(clauses, source)", () => {
  test("finds every clause of the invented document, across line ends and spaces", () => {
    expect(lines(DOCUMENT)).toEqual({grown: [13], contest: [16], apply: [19], review: [21], sign: [23], void: [25]});
    expect(findClauses(CLAUSES, readSource(DOCUMENT))[0]!.places).toEqual([
      {line: 13, column: 6, lastLine: 14, character: 106}
    ]);
  });

  test("white space and characters without width count for nothing, wherever they stand", () => {
    const spread = [...DOCUMENT].join(" \u200b\u3000\ufeff").replaceAll("\n", "\r\n");
    expect(lines(spread)).toEqual(lines(DOCUMENT));
    expect(lines(DOCUMENT.replace(/\s/g, ""))).toEqual(
      Object.fromEntries(Object.keys(lines(DOCUMENT)).map(id => [id, [1]]))
    );
  });

  test("one other character, and the clause is not found; its neighbours tell where to look", () => {
    const other = DOCUMENT.replace("附证书复印件", "附证书原件");
    expect(lines(other)).toEqual({...lines(DOCUMENT), apply: []});
    const apply = findClauses(CLAUSES, readSource(other)).find(({id}) => id === "apply")!;
    expect(apply.between).toEqual({from: 17, to: 21});
    for (const one of findClauses(CLAUSES, readSource(DOCUMENT))) expect(one.between).toBeNull();
  });

  test("neighbours that stand the other way round in the document tell nothing", () => {
    const clauses = new Map([
      ["late", clause("后面的话")],
      ["lost", clause("没有的话")],
      ["early", clause("前面的话")]
    ]);
    const found = findClauses(clauses, readSource("前面的话\n中间\n后面的话"));
    expect(found.map(({between}) => between)).toEqual([null, null, null]);
  });

  test("tells every place of a clause that stands more than once, overlapping ones too", () => {
    const clauses = new Map([["twice", clause("加分加分")]]);
    expect(lines("加分\n加分\n加分", clauses)).toEqual({twice: [1, 2]});
  });

  test("two clauses with the same words are both found", () => {
    const clauses = new Map([
      ["a", clause("同样的话")],
      ["b", clause("同样的话")]
    ]);
    expect(lines("同样的话", clauses)).toEqual({a: [1], b: [1]});
  });

  test("the first and the last characters belong to a clause as any others do; a longer clause than the document is not found", () => {
    const clauses = new Map([
      ["whole", clause("全文")],
      ["longer", clause("全文之外")]
    ]);
    expect(lines("全文", clauses)).toEqual({whole: [1], longer: []});
    expect(lines("", clauses)).toEqual({whole: [], longer: []});
  });

  test("a rare character beyond the basic plane counts as one", () => {
    expect(measureClause("𠮷祥").chars).toBe(2);
    expect(lines("上\n𠮷祥", new Map([["rare", clause("𠮷祥")]]))).toEqual({rare: [2]});
    expect(findClauses(new Map([["rare", clause("祥")]]), readSource("𠮷祥"))[0]!.places[0]).toMatchObject({
      column: 2,
      character: 2
    });
  });
});

describe("measureClause(text)", () => {
  test("gives what a policy file holds: the length and SHA-256 without white space", () => {
    const sha256 = createHash("sha256").update("每项加0.2分。").digest("hex");
    expect(measureClause("每项加 0.2 分\n。")).toEqual({chars: 8, sha256});
  });
});

describe("placeOfWords(source, words)", () => {
  test("finds words over line ends; none in no words", () => {
    const source = readSource("一二\n 三四");
    expect(placeOfWords(source, "二 三")).toEqual({line: 1, column: 2, lastLine: 2, character: 2});
    expect(placeOfWords(source, "五")).toBeUndefined();
    expect(placeOfWords(source, " ")).toBeUndefined();
  });
});

describe("parseClauseFile(text, file)", () => {
  test("reads the clauses of a policy whatever the rest is, and those that an amendment adds", () => {
    expect(parseClauseFile(POLICY.replace("\nscore:", "\nscores:"), "p.yaml").clauses.size).toBe(6);
    const amendment = POLICY.slice(0, POLICY.indexOf("\nvocab:")).replace(/\nclauses:\n((?: {2}.*\n)+)/, (_, rows) => {
      return `\namends: yunshui-2024-1\nadd:\n  clauses:\n${rows.replace(/^/gm, "  ")}`;
    });
    expect([...parseClauseFile(amendment, "p.yaml").clauses.keys()]).toEqual([...CLAUSES.keys()]);
  });

  test("lists every fault of the clauses with its place, and a file without any", () => {
    const broken = POLICY.replace("sha256: b7f6", "sha256: B7F6").replace("chars: 18, ", "");
    expect(() => parseClauseFile(broken, "p.yaml")).toThrow(
      "制度文件有 2 处错误，改正后再运行：\np.yaml:14:57: 应是 64 位小写十六进制的 SHA-256\np.yaml:15:11: 缺少必填的键：“chars”"
    );
    expect(() => parseClauseFile("hengcai: 1\npolicy: a\n", "p.yaml")).toThrow("p.yaml:1:1: 这份制度文件没有 clauses");
  });
});

test("the invented policy is a whole policy", () => {
  expect(parsePolicy(POLICY, "yunshui-2024-7.yaml").warnings).toEqual([]);
});

test("the built-in policies have each of the six grounds of Article 9 as a clause of its own", () => {
  const {judge, clauses} = parsePolicy(builtinPolicies().get("liaocheng-2022-15")!.text, "liaocheng-2022-15.yaml");
  const grounds = [...judge!.grounds.values()].map(id => clauses.get(id)!);
  expect(grounds.map(({at}) => at)).toEqual([1, 2, 3, 4, 5, 6].map(n => `第九条${n}`));
  expect(new Set(grounds.map(({sha256}) => sha256)).size).toBe(6);
});

test("every clause that the tables beside the bonus points cite stands in the built-in policy of its subject", () => {
  const folder = new URL("../../scoring/", import.meta.url);
  const files = readdirSync(folder, {recursive: true, encoding: "utf8"}).filter(name => name.endsWith(".ts"));
  const code = files.map(name => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const cited = [...code.matchAll(/clauseAt\((bonus|people), "(\w+)"/g)].map(([, subject, id]) => ({subject, id}));
  const clausesOf = (policy: string) => {
    const {text, file} = builtinPolicies().get(policy)!;
    return parseClauseFile(text, file).clauses;
  };
  const known = {bonus: clausesOf("haicheng-2021-2"), people: clausesOf("liaocheng-2022-15")};
  expect(cited.length).toBeGreaterThan(20);
  expect(cited.filter(({subject, id}) => !known[subject as keyof typeof known].has(id!))).toEqual([]);
});

// The real documents are not part of the project: this runs where HENGCAI_SOURCES names a folder that has them.
describe.skipIf(!SOURCES)("the documents of HENGCAI_SOURCES", () => {
  for (const [id, {text, file}] of builtinPolicies()) {
    test(`have every clause of ${id} exactly once`, () => {
      const documents = readdirSync(SOURCES!).filter(name => name.endsWith(".txt"));
      const sources = documents.map(name => readSource(readFileSync(join(SOURCES!, name), "utf8")));
      const {clauses, doc} = parseClauseFile(text, file);
      const own = sources.filter(source => placeOfWords(source, doc));
      const found = own.flatMap(source => findClauses(clauses, source));
      expect(found.map(({id, places}) => [id, places.length])).toEqual([...clauses.keys()].map(id => [id, 1]));
    });
  }
});
