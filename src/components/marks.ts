import {type Html, html, trusted} from "./html.ts";

/** A colour with stripes of its own, so that series stay apart in grey print and for every eye. */
export interface Fill {
  id: string;
  colour: string;
  stripes?: Stripes;
}

/** Stripes across a direction: `x` and `y` lead from one to the next, of which the line takes its share. */
interface Stripes {
  line: string;
  x: number;
  y: number;
  share: number;
}

/** Directions of stripes: from one to the next, in pixels. */
const RISING = [3.5, 3.5] as const;
const FALLING = [3.5, -3.5] as const;
const UPRIGHT = [4, 0] as const;
const LEVEL = [0, 4] as const;

/** The other colours of drawings. All are variables of the stylesheet: a drawing follows the theme, and is light on paper. */
export const COLOURS = {
  ink: "var(--ink)",
  muted: "var(--muted)",
  paper: "var(--paper)",
  edge: "var(--edge)",
  grid: "var(--grid)",
  weak: "var(--weak)",
  strong: "var(--f1)",
  middle: "var(--g2-line)",
  interval: "var(--g2)",
  hatch: "var(--hatch)"
} as const;

/** Dark to light: apart by lightness alone. Rules past the seventh have an earlier colour with stripes of their own. */
export const RULE_FILLS: readonly Fill[] = [
  fill("f1"),
  striped("f2", "--f2-line", RISING, 0.25),
  striped("f3", "--f3-line", UPRIGHT, 0.3),
  striped("f4", "--f4-line", FALLING, 0.2),
  striped("f5", "--f5-line", LEVEL, 0.25),
  fill("f6"),
  striped("f7", "--f7-line", UPRIGHT, 0.2),
  {...striped("f8", "--f2-line", LEVEL, 0.3), colour: "var(--f1)"},
  {...striped("f9", "--f7-line", FALLING, 0.2), colour: "var(--f7)"},
  {...striped("f10", "--f3-line", FALLING, 0.3), colour: "var(--f3)"},
  {...striped("f11", "--f2-line", RISING, 0.25), colour: "var(--f6)"},
  {...striped("f12", "--f4-line", UPRIGHT, 0.2), colour: "var(--f4)"}
];

/** Grades: 优秀 strongest, 合格 mid, 不合格 hatched, others faint. */
export const GRADE_FILLS = {
  excellent: fill("g1"),
  qualified: fill("g2"),
  unqualified: {...striped("g3", "--hatch", RISING, 0.22), colour: "var(--paper)"},
  other: fill("g4")
} as const satisfies Record<string, Fill>;

/** States of a matter; the red one is for what is overdue, and for nothing else. */
export const STATE_FILLS = {
  done: fill("s1"),
  late: striped("s2", "--s2-line", RISING, 0.25),
  running: striped("s3", "--s3-line", LEVEL, 0.25),
  overdue: {...striped("s4", "--s4-line", FALLING, 0.25), colour: "var(--overdue)"},
  none: fill("s5")
} as const satisfies Record<string, Fill>;

/** Every fill with what it stands for. */
export const ALL_FILLS: readonly {name: string; fill: Fill}[] = [
  ...RULE_FILLS.map((fill, i) => ({name: `第${i + 1}项规则`, fill})),
  {name: "优秀", fill: GRADE_FILLS.excellent},
  {name: "合格", fill: GRADE_FILLS.qualified},
  {name: "不合格", fill: GRADE_FILLS.unqualified},
  {name: "不分开", fill: GRADE_FILLS.other},
  {name: "完成", fill: STATE_FILLS.done},
  {name: "逾期完成", fill: STATE_FILLS.late},
  {name: "办理中", fill: STATE_FILLS.running},
  {name: "▲逾期", fill: STATE_FILLS.overdue},
  {name: "没有", fill: STATE_FILLS.none}
];

function fill(id: string): Fill {
  return {id, colour: `var(--${id})`};
}

function striped(id: string, line: string, [x, y]: readonly [number, number], share: number): Fill {
  return {...fill(id), stripes: {line: `var(${line})`, x, y, share}};
}

/**
 * Returns the page's one hidden drawing that holds the stripes; charts and legends refer to them by id. They are repeated
 * gradients, which are printed as lines; a pattern would be printed as a picture, some megabytes a chart.
 */
export function patternDefinitions(): Html {
  const gradients = ALL_FILLS.flatMap(({fill: {id, colour, stripes}}) => {
    if (!stripes) return [];
    const {line, x, y, share} = stripes;
    const stop = (offset: number, colour: string) => `<stop offset="${offset}" stop-color="${colour}"/>`;
    const stops = [stop(0, colour), stop(1 - share, colour), stop(1 - share, line), stop(1, line)];
    return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x2="${x}" y2="${y}" spreadMethod="repeat">${stops.join("")}</linearGradient>`;
  });
  return trusted(
    `<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false"><defs>${gradients.join("")}</defs></svg>`
  );
}

/** Returns what a shape is filled with. */
export function fillOf({id, colour, stripes}: Fill): string {
  return stripes ? `url(#${id})` : colour;
}

/** Returns the key of a chart: a swatch and a name for each series. */
export function legend(entries: readonly {name: string; fill: Fill}[]): Html {
  return html`<ul class="legend">${entries.map(
    ({name, fill}) =>
      html`<li><svg width="22" height="14" viewBox="0 0 22 14" aria-hidden="true" focusable="false"><rect x=".5" y=".5" width="21" height="13" fill="${fillOf(fill)}" stroke="${COLOURS.edge}"/></svg>${name}</li>`
  )}</ul>`;
}
