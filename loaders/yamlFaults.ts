import {type Document, parseDocument, type Scalar, visit, type YAMLParseError} from "yaml";

/** A fault of the YAML itself, named by what is said of it. */
export interface Wrong {
  code: string;
  offset: number;
}

export function isSyntax({code}: YAMLParseError): boolean {
  return code !== "DUPLICATE_KEY";
}

/** Faults within one word or one line, after which the reader still knows where it is. */
const PASSING: readonly string[] = ["TAB_AS_INDENT", "BAD_DQ_ESCAPE", "BAD_SCALAR_START"];

/**
 * Returns the faults of the syntax that can be trusted. After most of them the reader is lost, and what else it says is not
 * the writer's fault; but a key at the very left begins a block whatever stands before it, so that each block is read anew.
 */
export function syntaxFaults(text: string, first: YAMLParseError): Wrong[] {
  const found = blocksOf(text).flatMap(({block, start}) => {
    const document = parseDocument(block, {schema: "failsafe", prettyErrors: false});
    const wrong = document.errors.filter(isSyntax);
    const lost = wrong.findIndex(({code}) => !PASSING.includes(code));
    // What comes after a fault of a word or a line may come of it.
    const told = lost < 0 ? wrong : wrong.slice(0, Math.max(1, lost));
    return told.map((error, i) => {
      const {code, offset} = meant(error, {next: wrong[i + 1], block, document});
      return {code, offset: start + offset};
    });
  });
  return found.length ? found : [{code: first.code, offset: first.pos[0]}];
}

/** Returns the parts of the text that begin with a key at the very left; the text as one where it is written in brackets. */
function blocksOf(text: string): {block: string; start: number}[] {
  const inBrackets = /^(\s*(#.*)?\n)*\s*[[{]/.test(text);
  const starts = inBrackets ? [] : [...text.matchAll(/^\ufeff?[A-Za-z_][\w-]*:(?=\s|$)/gm)].map(({index}) => index);
  const cuts = [0, ...starts.slice(1), text.length];
  // What is open at the end of a block is told there, not behind the empty lines that follow.
  return cuts.slice(1).map((end, i) => ({block: text.slice(cuts[i], end).trimEnd(), start: cuts[i]!}));
}

interface Around {
  next: YAMLParseError | undefined;
  block: string;
  document: Document;
}

/** Returns what the writer did, where the reader's own name for it and its place would lead elsewhere. */
function meant({code, message, pos: [at]}: YAMLParseError, {next, block, document}: Around): Wrong {
  const line = block.lastIndexOf("\n", at - 1) + 1;
  const wide = /^[ \t]*(?=[\u3000\u00a0])/.exec(block.slice(line));
  if (wide) return {code: "WIDE_BLANK", offset: line + wide[0].length};
  if (message.startsWith("Flow")) return {code: "OPEN_BRACKET", offset: at};
  const quote = message.startsWith("Missing closing") ? openQuote(document, at) : undefined;
  if (quote !== undefined) return {code: "OPEN_QUOTE", offset: quote};
  if (at >= block.length) return {code: "MISSING_CHAR", offset: at};
  if (code === "BAD_INDENT") return {code, offset: at === line ? at + blankLines(block.slice(at)) : at};
  if (code === "BLOCK_AS_IMPLICIT_KEY" && next?.code === "BLOCK_IN_FLOW") return {code: next.code, offset: at};
  const goesOn = next?.code === "MULTILINE_IMPLICIT_KEY" && next.pos[0] === at;
  return {code: code === "BLOCK_AS_IMPLICIT_KEY" && goesOn ? "DEEPER_LINE" : code, offset: at};
}

/** Returns where the quotation mark stands that is still open at the place. */
function openQuote(document: Document, at: number): number | undefined {
  let found: number | undefined;
  visit(document, {
    Scalar(_, {type, range}: Scalar) {
      if (type?.startsWith("QUOTE") && range && range[0] <= at && range[1] >= at) found = range[0];
    }
  });
  return found;
}

/** Returns how long the empty lines and the comments are with which the text begins. */
function blankLines(text: string): number {
  return /^([ \t]*(#.*)?\r?\n)*/.exec(text)![0].length;
}

/** What the faults of the syntax that people make say to them. */
const SAYS: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: "键重复：同一层里有两个相同的键，只能保留一个",
  TAB_AS_INDENT: "缩进用了制表符，应改用空格",
  WIDE_BLANK: "缩进用了全角或不间断的空格，应改用半角空格",
  MULTILINE_IMPLICIT_KEY: "YAML 写法有误：这一行读不成“键: 值”；冒号要用半角，后面空一格",
  MISSING_CHAR: "YAML 写法有误：缺一个符号；引号和括号要成对，冒号要用半角、后面空一格",
  OPEN_QUOTE: "YAML 写法有误：从这里开始的引号没有关上",
  OPEN_BRACKET: "YAML 写法有误：到这里，前面的括号还没有关上；括号要成对，括号里的续行要缩进",
  BAD_INDENT: "YAML 写法有误：缩进不对；同一层的各行左边要对齐",
  DEEPER_LINE: "YAML 写法有误：下一行比这一行缩进得多，成了这一行的值；同一层的各行左边要对齐",
  BLOCK_AS_IMPLICIT_KEY: "YAML 写法有误：一行里只能有一个“键: 值”；值里有冒号的，给值加引号",
  BLOCK_IN_FLOW: "YAML 写法有误：括号里的各项要用半角逗号隔开；值里有冒号的，给值加引号",
  BAD_SCALAR_START: "YAML 写法有误：值不能以这个符号开头；请给值加引号",
  BAD_DQ_ESCAPE: "YAML 写法有误：双引号里不能这样用反斜杠；请改用单引号",
  UNEXPECTED_TOKEN: "YAML 写法有误：这里多出了内容；请核对前后的引号、括号和缩进",
  MULTIPLE_DOCS: "YAML 写法有误：一个文件只能有一份内容；请去掉“---”和它以后的部分"
};

export function yamlMessage(code: string): string {
  return SAYS[code] ?? "YAML 写法有误：请核对这一行和上一行的冒号、引号、括号和缩进";
}
