import type {Placed} from "../loaders/error.ts";
import type {Composed} from "./amend.ts";
import type {Origin} from "./amendDraft.ts";
import {foundAt} from "./layers.ts";
import type {Path} from "./tree.ts";

/**
 * Returns the faults of an amended policy, each in the file that causes it: one that was not there before an amendment is
 * that amendment's, wherever it shows. `before` holds the faults before each of the amendments and, last, those of the
 * documents alone: what is not among these comes of the question that was asked, and stays where it shows.
 */
export function blame(
  faults: readonly Placed[],
  before: readonly (readonly Placed[])[],
  {origins}: Pick<Composed, "origins">
): Placed[] {
  const places = before.map(found => new Set(found.map(placeOf)));
  return faults.map(fault => {
    // The first of the amendments after which it is there for good.
    const cause = places.findLastIndex(found => !found.has(placeOf(fault)));
    const files = origins.map(({file}) => file);
    if (cause < 0 || cause >= origins.length || files.indexOf(fault.file) >= cause) return fault;
    const {root, changes} = origins[cause]!;
    const change = causeOf(fault, changes);
    const at = change ? change.yaml.fault(change.at, "", {key: true}) : root;
    return {...at, message: became(fault)};
  });
}

/** Returns what is told of a fault elsewhere than where it shows; a sentence that names another place already names both. */
function became(fault: Placed): string {
  const shows = `${placeOf(fault)}，修订以后不成立）`;
  const named = /原文在 [^（）]*）$/.test(fault.message);
  return named ? `${fault.message.slice(0, -1)}、${shows}` : `${fault.message}（原文在 ${shows}`;
}

/** Returns the change that lies nearest to the fault, else one that the fault names, else the first. */
function causeOf(fault: Placed, changes: readonly Origin[]): Origin | undefined {
  const path = foundAt(fault);
  const near = changes.map(({steps}) => common(steps, path));
  const most = Math.max(0, ...near);
  if (most > 1) return changes[near.indexOf(most)];
  return changes.find(({steps}) => fault.message.includes(String(steps.at(-1)))) ?? changes[0];
}

/** Returns how many steps the paths have in common. */
function common(a: Path, b: Path): number {
  const other = a.findIndex((step, i) => String(step) !== String(b[i]));
  return other < 0 ? a.length : other;
}

function placeOf({file, line, column}: Placed): string {
  return `${file}:${line}:${column}`;
}
