import {SaxesParser} from "saxes";
import {FileFault} from "./fault.ts";
import {messages} from "./messages.ts";

/** What is told of an element: its name without a prefix, and its attributes as written. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/** Characters that may come between one tag and the next: the parser keeps them until then. */
const LONGEST_STRETCH = 2 << 20;
/** Elements within elements; no workbook has a tenth of it. */
const DEEPEST = 256;
/**
 * Elements and characters that a part may have, and how many more for every byte it is packed in: they cost time, not
 * room. The emptiest sheets that programs write pack to a fifth of a byte an element.
 */
const MOST_ELEMENTS = {least: 4_000_000, perByte: 6};
const MOST_CHARACTERS = {least: 128 << 20, perByte: 100};

/** A part's bytes, and how many they were when packed, where that is known. */
export interface PartBytes extends AsyncIterable<Uint8Array> {
  packed?: number;
}

/** Characters at the start among which the XML declares its encoding. */
const LONGEST_DECLARATION = 200;
const DECLARED = /^<\?xml\s[^>]*?encoding\s*=\s*["']([^"']+)["']/;

/**
 * Reads a part of a workbook, telling its elements to the handlers; yields after every chunk, so that what they gathered
 * can be handed on. Broken XML, any document type (entities that multiply), and what is made to fill the memory or to
 * take for ever end it with a FileFault.
 */
export async function* readXml(bytes: PartBytes, part: string, {open, close, text}: XmlHandlers): AsyncGenerator<void> {
  const most = ({least, perByte}: {least: number; perByte: number}): number =>
    least + perByte * (bytes.packed ?? Number.POSITIVE_INFINITY);
  const [mostElements, mostCharacters] = [most(MOST_ELEMENTS), most(MOST_CHARACTERS)];
  let stretch = 0;
  let elements = 0;
  let characters = 0;
  let depth = 0;
  const parser = new SaxesParser({xmlns: false, position: false});
  const refuse = (what: string, cause?: unknown): never => {
    throw new FileFault("unreadable_workbook", messages.notWorkbook(`${part} ${what}`), {cause});
  };
  const tooLarge = (what: string): never => {
    throw new FileFault("too_large", messages.tooLarge(`${part} ${what}`));
  };
  parser.on("doctype", () => refuse("含有文档类型定义"));
  parser.on("error", cause => refuse("不是合格的 XML", cause));
  parser.on("opentag", tag => {
    stretch = 0;
    if (++depth > DEEPEST) refuse("的元素嵌套过深");
    if (++elements > mostElements) tooLarge("的内容过多");
    open?.(localName(tag.name), tag.attributes);
  });
  parser.on("closetag", tag => {
    stretch = 0;
    depth--;
    close?.(localName(tag.name));
  });
  if (text) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  let decoder: TextDecoder | undefined;
  const decode = (chunk?: Uint8Array): string => {
    try {
      decoder ??= new TextDecoder(encodingOf(chunk), {fatal: true});
      return chunk ? decoder.decode(chunk, {stream: true}) : decoder.decode();
    } catch (cause) {
      return refuse("里有无效的字节", cause);
    }
  };
  for await (const chunk of bytes) {
    const piece = decode(chunk);
    stretch += piece.length;
    characters += piece.length;
    parser.write(piece);
    if (stretch > LONGEST_STRETCH) tooLarge("里有过长的内容");
    if (characters > mostCharacters) tooLarge("的内容过多");
    yield;
  }
  parser.write(decode());
  parser.close();
  yield;
}

/** Reads a whole part of a workbook. */
export async function readWholeXml(bytes: PartBytes, part: string, handlers: XmlHandlers): Promise<void> {
  const chunks = readXml(bytes, part, handlers);
  while (!(await chunks.next()).done);
}

/** Returns the name without its prefix: report servers write `x:row`. */
export function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Returns the encoding by the mark at the start, else the one that the XML declares, else UTF-8. */
function encodingOf(start: Uint8Array | undefined): string {
  if (start?.[0] === 0xff && start[1] === 0xfe) return "UTF-16LE";
  if (start?.[0] === 0xfe && start[1] === 0xff) return "UTF-16BE";
  const opening = new TextDecoder("latin1").decode(start?.subarray(0, LONGEST_DECLARATION));
  const declared = DECLARED.exec(opening)?.[1];
  // What can be read byte by byte up to here is not UTF-16, whatever it declares.
  return declared === undefined || /^utf-?16/i.test(declared) || !isKnown(declared) ? "UTF-8" : declared;
}

function isKnown(encoding: string): boolean {
  try {
    new TextDecoder(encoding);
    return true;
  } catch {
    return false;
  }
}
