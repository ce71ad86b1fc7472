import {
  isBinaryExpression,
  isCallExpression,
  isFunctionDeclaration,
  isIdentifier,
  isMethodDeclaration,
  isNewExpression,
  isNumericLiteral,
  isPrefixUnaryExpression,
  isPropertyAccessExpression,
  isVariableDeclaration,
  type Node,
  type SourceFile,
  SyntaxKind
} from "typescript/unstable/ast";
import {API} from "typescript/unstable/sync";

/** A place where a number may become, or be read as, a binary fraction. */
export interface FloatUse {
  file: string;
  line: number;
  /** The outermost function or constant around it. */
  within: string;
  what: string;
  text: string;
}

const OPERATORS: ReadonlyMap<SyntaxKind, string> = new Map([
  [SyntaxKind.SlashToken, "/"],
  [SyntaxKind.SlashEqualsToken, "/="],
  [SyntaxKind.AsteriskAsteriskToken, "**"],
  [SyntaxKind.AsteriskAsteriskEqualsToken, "**="]
]);
/** These keep whole numbers whole. */
const WHOLE = new Set(["min", "max", "abs", "sign", "imul"]);
const METHODS = new Set(["toFixed", "toPrecision", "toExponential", "toLocaleString", "parseFloat", "parseInt"]);
const MAKERS = new Set(["Number", "parseFloat", "parseInt"]);
const CLASSES = new Set(["Float32Array", "Float64Array", "NumberFormat"]);
const SQL = /\b(SELECT|FROM|CAST|CASE|WHERE)\b/;
const SQL_FLOAT =
  /\b(AVG|ROUND|FLOOR|CEIL|TRUNC|STDDEV\w*)\s*\(|\b(DOUBLE|DECIMAL|NUMERIC|FLOAT\d?|REAL)\b|[\w)]\s+\/\s+[\w(]|\d\.\d/;

/** Returns every such place in the files, by file and line. Paths are relative to the root; texts may replace what is there. */
export function findFloats(
  root: string,
  files: readonly string[],
  texts: ReadonlyMap<string, string> = new Map()
): FloatUse[] {
  // Syntax is enough: no libraries, no other files.
  const config = `${root}/tsconfig.floats.json`;
  const options = {noLib: true, noResolve: true, types: [], allowImportingTsExtensions: true, noEmit: true};
  const made = new Map([
    [config, JSON.stringify({compilerOptions: options, files})],
    ...[...texts].map(([file, text]) => [`${root}/${file}`, text] as const)
  ]);
  const api = new API({
    cwd: root,
    fs: {readFile: name => made.get(name), fileExists: name => (made.has(name) ? true : undefined)}
  });
  try {
    const [project] = api.updateSnapshot({openProjects: [config]}).getProjects();
    return files.flatMap(file => {
      const source = project?.program.getSourceFile(`${root}/${file}`);
      if (!source) throw new Error(`cannot read ${file}`);
      return usesIn(source, file);
    });
  } finally {
    api.close();
  }
}

function usesIn(source: SourceFile, file: string): FloatUse[] {
  const found: FloatUse[] = [];
  const visit = (node: Node, within: string): void => {
    const name = within || nameOf(node);
    const what = floatIn(node);
    if (what !== undefined) {
      const at = node.getStart(source);
      const line = source.text.slice(0, at).split("\n").length;
      const text = source.text.slice(at, node.getEnd()).replaceAll(/\s+/g, " ").slice(0, 80);
      found.push({file, line, within: name, what, text});
    }
    node.forEachChild(child => visit(child, name));
  };
  visit(source, "");
  return found;
}

/** Returns the name of what is declared here, at the outermost level. */
function nameOf(node: Node): string {
  const named = isFunctionDeclaration(node) || isMethodDeclaration(node) || isVariableDeclaration(node);
  return named && node.name && isIdentifier(node.name) ? node.name.text : "";
}

function floatIn(node: Node): string | undefined {
  if (isNumericLiteral(node)) return /^\d+$|^0[xb]/i.test(node.getText().replaceAll("_", "")) ? undefined : "a decimal";
  if (isBinaryExpression(node)) return OPERATORS.get(node.operatorToken.kind);
  if (isPrefixUnaryExpression(node)) return node.operator === SyntaxKind.PlusToken ? "+x" : undefined;
  if (isCallExpression(node)) return readsYear(node.arguments[0]) ? undefined : callIn(node.expression);
  if (isNewExpression(node))
    return CLASSES.has(lastName(node.expression)) ? `new ${lastName(node.expression)}` : undefined;
  if (isIdentifier(node) && MAKERS.has(node.text) && isHandedOn(node)) return node.text;
  if (TEXTS.has(node.kind)) {
    const text = node.getText();
    return SQL.test(text) && SQL_FLOAT.test(text) ? "SQL" : undefined;
  }
  return undefined;
}

const TEXTS = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail
]);

function callIn(callee: Node): string | undefined {
  const name = lastName(callee);
  if (isIdentifier(callee)) return MAKERS.has(name) ? `${name}()` : undefined;
  if (!isPropertyAccessExpression(callee)) return undefined;
  if (callee.expression.getText() === "Math") return WHOLE.has(name) ? undefined : `Math.${name}()`;
  return METHODS.has(name) ? `.${name}()` : undefined;
}

/** Returns whether it is the first four digits of a date. */
function readsYear(argument: Node | undefined): boolean {
  return argument !== undefined && /\.slice\(0, 4\)$/.test(argument.getText());
}

function lastName(node: Node): string {
  if (isPropertyAccessExpression(node)) return node.name.text;
  return isIdentifier(node) ? node.text : "";
}

/** Returns whether the function is given away instead of called: `.map(Number)`. */
function isHandedOn({parent}: Node): boolean {
  return isCallExpression(parent) && !MAKERS.has(lastName(parent.expression)) && !isPropertyAccessExpression(parent);
}
