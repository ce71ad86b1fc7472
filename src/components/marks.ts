import {type Html, html, trusted} from "./html.ts";

/** A colour with a pattern of its own, so that series stay apart in grey print and for every eye. */
export interface Fill {
  id: string;
  colour: string;
  /** Drawn over the colour. */
  pattern: string;
}

const STRIPE = 'stroke="#fff" stroke-width="1.4" fill="none"';
const DARK = 'stroke="#4a4a45" stroke-width="1.2" fill="none"';

/** Dark to light: apart by lightness alone. */
export const RULE_FILLS: readonly Fill[] = [
  {id: "f1", colour: "#14385c", pattern: ""},
  {id: "f2", colour: "#2a7f7a", pattern: `<path d="M-2 8 8 -2M0 12 12 0" ${STRIPE}/>`},
  {
    id: "f3",
    colour: "#b58a1e",
    pattern: '<circle cx="3" cy="3" r="1.2" fill="#fff"/><circle cx="7" cy="7" r="1.2" fill="#fff"/>'
  },
  {
    id: "f4",
    colour: "#8fb3d9",
    pattern: `<path d="M0 -2 10 8M-2 0 8 10" stroke="#2d4a6b" stroke-width="1.1" fill="none"/>`
  },
  {id: "f5", colour: "#e4dbb5", pattern: '<path d="M0 2.5H8M0 6.5H8" stroke="#7b7142" stroke-width="1" fill="none"/>'},
  {id: "f6", colour: "#6e6e68", pattern: ""},
  {id: "f7", colour: "#c9c7be", pattern: `<path d="M4 0V8" ${DARK}/>`}
];

/** Grades: 优秀 dark, 合格 mid, 不合格 hatched, others pale. */
export const GRADE_FILLS = {
  excellent: {id: "g1", colour: "#14385c", pattern: ""},
  qualified: {id: "g2", colour: "#86a8c9", pattern: ""},
  unqualified: {id: "g3", colour: "#ffffff", pattern: `<path d="M-2 8 8 -2M0 12 12 0" ${DARK}/>`},
  other: {id: "g4", colour: "#dddbd3", pattern: ""}
} as const satisfies Record<string, Fill>;

/** States of a matter; the red one is for what is overdue, and for nothing else. */
export const STATE_FILLS = {
  done: {id: "s1", colour: "#2f5d62", pattern: ""},
  late: {id: "s2", colour: "#8fa9a0", pattern: `<path d="M-2 8 8 -2M0 12 12 0" ${STRIPE}/>`},
  running: {
    id: "s3",
    colour: "#dfe5dc",
    pattern: '<path d="M0 2.5H8M0 6.5H8" stroke="#7d8a80" stroke-width="1" fill="none"/>'
  },
  overdue: {id: "s4", colour: "#b3261e", pattern: ""},
  none: {id: "s5", colour: "#f2f1ec", pattern: ""}
} as const satisfies Record<string, Fill>;

const ALL: readonly Fill[] = [...RULE_FILLS, ...Object.values(GRADE_FILLS), ...Object.values(STATE_FILLS)];

/** Returns the page's one hidden drawing that holds the patterns; charts and legends refer to them by id. */
export function patternDefinitions(): Html {
  const patterns = ALL.map(
    ({id, colour, pattern}) =>
      `<pattern id="${id}" width="8" height="8" patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="${colour}"/>${pattern}</pattern>`
  );
  return trusted(
    `<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>${patterns.join("")}</defs></svg>`
  );
}

/** Returns the reference to a fill. */
export function fillOf(fill: Fill): string {
  return `url(#${fill.id})`;
}

/** Returns the key of a chart: a swatch and a name for each series. */
export function legend(entries: readonly {name: string; fill: Fill}[]): Html {
  return html`<ul class="legend">${entries.map(
    ({name, fill}) =>
      html`<li><svg width="22" height="14" aria-hidden="true" focusable="false"><rect x=".5" y=".5" width="21" height="13" fill="${fillOf(fill)}" stroke="#55554f"/></svg>${name}</li>`
  )}</ul>`;
}
