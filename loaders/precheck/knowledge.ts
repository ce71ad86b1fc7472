import type {Bytes} from "../decode.ts";
import type {DirectoryUnit} from "../directory.ts";
import type {Openers} from "../openBytes.ts";
import type {RowReading} from "../readSheets.ts";

/** A row of the directory with the time in which it holds. */
export interface KnownUnit extends DirectoryUnit {
  valid_to: string | null;
}

/** What a page knows of the workspace: how cells are read there, and which units there are. Never who. */
export interface Knowledge {
  config: RowReading["config"];
  units: readonly KnownUnit[];
  key: RowReading["key"];
}

/** How a file's bytes are got at. */
export interface OpenFile {
  name: string;
  bytes: Bytes;
  openers: Openers;
}
