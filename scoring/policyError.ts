import {formatPlaced, type Placed, UserError} from "../loaders/error.ts";

/** A policy that cannot be used, with every fault and its place. */
export class PolicyError extends UserError {
  readonly places: readonly Placed[];
  /** Doubts met on the way. */
  readonly warnings: readonly Placed[];

  /** Takes the faults of one or more files: each file's in the order of the text, each fault once. */
  constructor(faults: readonly Placed[], warnings: readonly Placed[] = []) {
    const places = inOrder(faults);
    super(`制度文件有 ${places.length} 处错误，改正后再运行：\n${formatPlaced(places)}`);
    this.places = places;
    this.warnings = inOrder(warnings);
  }
}

/** Returns the faults each once, files in the order of their first fault, each file from top to bottom. */
export function inOrder(faults: readonly Placed[]): Placed[] {
  const places = [...new Map(faults.map(fault => [formatPlaced([fault]), fault])).values()];
  const files = [...new Set(places.map(({file}) => file))];
  return places.sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line || a.column - b.column);
}
