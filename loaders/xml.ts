import {SaxesParser} from "saxes";
import {FileFault} from "./fault.ts";
import {messages} from "./messages.ts";

/** What is told of an element: its name without a prefix, and its attributes as written. */
export interface XmlHandlers {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Reads a part of a workbook, telling its elements to the handlers; yields after every chunk, so that what they gathered
 * can be handed on. Broken XML, and any document type (entities that multiply), end it with a FileFault.
 */
export async function* readXml(
  bytes: AsyncIterable<Uint8Array>,
  part: string,
  {open, close, text}: XmlHandlers
): AsyncGenerator<void> {
  const parser = new SaxesParser({xmlns: false, position: false});
  const refuse = (what: string, cause?: unknown): never => {
    throw new FileFault("unreadable_workbook", messages.notWorkbook(`${part} ${what}`), {cause});
  };
  parser.on("doctype", () => refuse("含有文档类型定义"));
  parser.on("error", cause => refuse("不是合格的 XML", cause));
  if (open) parser.on("opentag", tag => open(localName(tag.name), tag.attributes));
  if (close) parser.on("closetag", tag => close(localName(tag.name)));
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
    parser.write(decode(chunk));
    yield;
  }
  parser.write(decode());
  parser.close();
  yield;
}

/** Reads a whole part of a workbook. */
export async function readWholeXml(
  bytes: AsyncIterable<Uint8Array>,
  part: string,
  handlers: XmlHandlers
): Promise<void> {
  const chunks = readXml(bytes, part, handlers);
  while (!(await chunks.next()).done);
}

/** Returns the name without its prefix: report servers write `x:row`. */
export function localName(name: string): string {
  const colon = name.indexOf(":");
  return colon < 0 ? name : name.slice(colon + 1);
}

function encodingOf(start: Uint8Array | undefined): string {
  if (start?.[0] === 0xff && start[1] === 0xfe) return "UTF-16LE";
  if (start?.[0] === 0xfe && start[1] === 0xff) return "UTF-16BE";
  return "UTF-8";
}
