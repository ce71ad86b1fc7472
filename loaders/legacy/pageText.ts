import {FileFault} from "../fault.ts";
import {messages} from "../messages.ts";
import {LONGEST_CELL} from "../sheetRows.ts";

/** Gathers the text of a cell, or of what stands around a table. */
export interface Text {
  add(text: string): void;
  /** Ends the line, as `<br>` does. */
  breakLine(): void;
  /** Ends the line if anything stands in it, as a paragraph does. */
  breakBlock(): void;
  /** Returns what was gathered, and begins anew. */
  take(): string;
}

/** Returns a text that is gathered as a page shows it: white space runs together, no-break spaces stay. */
export function newText(): Text {
  let text = "";
  let block = false;
  return {
    add(piece) {
      let words = piece.replace(/[\t\n\f\r ]+/g, " ");
      if (block && words.trim() !== "") {
        text = `${text.replace(/ +$/, "")}\n`;
        block = false;
      }
      if (text === "" || text.endsWith("\n") || text.endsWith(" ")) words = words.replace(/^ /, "");
      text += words;
      if (text.length > LONGEST_CELL) throw new FileFault("too_large", messages.tooLarge("有过长的单元格"));
    },
    breakLine() {
      text = `${text.replace(/ $/, "")}\n`;
      block = false;
    },
    breakBlock() {
      block = text !== "" && !text.endsWith("\n");
    },
    take() {
      const taken = text.replace(/^[ \n]+|[ \n]+$/g, "");
      text = "";
      block = false;
      return taken;
    }
  };
}
