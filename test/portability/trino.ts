import {TrinoSQL} from "dt-sql-parser/dist/parser/trino/index.js";

/** A node of the parse tree: its kind is the name of the grammar's rule or alternative, and a leaf is one token. */
export interface Tree {
  kind: string;
  text: string;
  children: readonly Tree[];
  line: number;
  /** Where it stands in the text, the end excluded. */
  from: number;
  to: number;
}

interface Node {
  constructor: {name: string};
  children?: Node[] | null;
  start?: Token | null;
  stop?: Token | null;
  symbol?: Token;
  getText(): string;
}

interface Token {
  line: number;
  start: number;
  stop: number;
}

const parser = new TrinoSQL();

/** Returns what Trino's grammar finds wrong with the statements, each with its line. */
export function grammarFaults(sql: string): string[] {
  return parser.validate(sql).map(({startLine, message}) => `line ${startLine}: not Trino: ${message}`);
}

/** Returns the parse tree of the statements; it must be free of faults. */
export function parseTrino(sql: string): Tree {
  return plain(parser.parse(sql) as unknown as Node);
}

/** Returns every node below, itself first, in the order of the text. */
export function* nodesOf(tree: Tree): Generator<Tree> {
  yield tree;
  for (const child of tree.children) yield* nodesOf(child);
}

/** Returns the nodes of one kind below, itself among them. */
export function ofKind(tree: Tree, kind: string): Tree[] {
  return [...nodesOf(tree)].filter(node => node.kind === kind);
}

/** Returns the words of the node's own tokens, those of its children left out, in capitals. */
export function ownWords(tree: Tree): string[] {
  return tree.children.filter(child => child.kind === "Terminal").map(child => child.text.toUpperCase());
}

function plain(node: Node): Tree {
  const first = node.start ?? node.symbol;
  const last = node.stop ?? node.symbol;
  return {
    kind: node.constructor.name.replace(/(Context|Node)$/, ""),
    text: node.getText(),
    children: (node.children ?? []).map(plain),
    line: first?.line ?? 0,
    from: first?.start ?? 0,
    to: (last?.stop ?? -1) + 1
  };
}
