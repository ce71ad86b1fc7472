/** Σ sign × variable = total. */
export interface Equation {
  terms: readonly {variable: number; sign: 1 | -1}[];
  total: number;
}

export interface Bounds {
  min: number;
  /** Null where nothing bounds the variable above. */
  max: number | null;
}

/**
 * Returns the least and greatest value that each variable can take, all of them being whole numbers from 0 up.
 *
 * The simplex method with Bland's rule, which cannot cycle. The equations of linked tables are those of a network, so their
 * matrix is totally unimodular: every entry of every tableau is 0, 1 or −1, all values stay whole, nothing is ever divided
 * or rounded, and the bounds over real numbers are those over whole ones (Hoffman and Kruskal 1956). This is why no solver
 * with floating point is used; the pivot is checked, so that equations of another shape stop instead of giving a wrong bound.
 */
export function boundsOf(equations: readonly Equation[], variables: number): Bounds[] {
  const tableau = feasible(equations, variables);
  return Array.from({length: variables}, (_, variable) => ({
    min: minimise(tableau, variable),
    max: maximise(tableau, variable)
  }));
}

/** Rows say: the basic variable = its value − Σ entry × variable outside the basis. */
interface Tableau {
  rows: number[][];
  values: number[];
  basis: number[];
  width: number;
}

/** Returns a tableau at some solution; the artificial variables that lead there have the numbers from `width` on. */
function feasible(equations: readonly Equation[], width: number): Tableau {
  const tableau: Tableau = {rows: [], values: [], basis: [], width};
  equations.forEach(({terms, total}, i) => {
    const row = new Array<number>(width).fill(0);
    const side = total < 0 ? -1 : 1;
    for (const {variable, sign} of terms) row[variable]! += side * sign;
    tableau.rows.push(row);
    tableau.values.push(side * total);
    tableau.basis.push(width + i);
  });
  const artificial = (): number[] => tableau.basis.flatMap((variable, i) => (variable >= width ? [i] : []));
  for (let left = artificial(); step(tableau, column => gainOf(tableau, left, column)); left = artificial());
  for (const i of artificial().reverse()) {
    if (tableau.values[i] !== 0) throw new Error("the published numbers do not add up");
    const column = tableau.rows[i]!.findIndex(entry => entry !== 0);
    if (column >= 0) pivot(tableau, i, column);
    else for (const list of [tableau.rows, tableau.values, tableau.basis]) list.splice(i, 1);
  }
  return tableau;
}

/** Returns by how much the sum of these rows' basic variables falls when the column's variable grows by one. */
function gainOf({rows}: Tableau, of: readonly number[], column: number): number {
  return of.reduce((gain, i) => gain + rows[i]![column]!, 0);
}

function maximise(tableau: Tableau, variable: number): number | null {
  for (;;) {
    const at = tableau.basis.indexOf(variable);
    const moved = step(tableau, column => (at < 0 ? Number(column === variable) : -tableau.rows[at]![column]!));
    if (moved === null) return null;
    if (!moved) return value(tableau, variable);
  }
}

function minimise(tableau: Tableau, variable: number): number {
  for (;;) {
    const at = tableau.basis.indexOf(variable);
    if (at < 0 || !step(tableau, column => tableau.rows[at]![column]!)) return value(tableau, variable);
  }
}

/**
 * Brings the first variable that gains into the basis; returns whether there was one, and null where it can grow without
 * end.
 */
function step(tableau: Tableau, gain: (column: number) => number): boolean | null {
  const {rows, values, basis, width} = tableau;
  for (let column = 0; column < width; column++) {
    if (basis.includes(column) || gain(column) <= 0) continue;
    let leaving = -1;
    rows.forEach((row, i) => {
      if (row[column]! <= 0) return;
      const before = leaving < 0 ? Infinity : values[leaving]!;
      if (values[i]! < before || (values[i] === before && basis[i]! < basis[leaving]!)) leaving = i;
    });
    if (leaving < 0) return null;
    pivot(tableau, leaving, column);
    return true;
  }
  return false;
}

function pivot({rows, values, basis}: Tableau, at: number, column: number): void {
  const row = rows[at]!;
  const sign = row[column]!;
  if (sign !== 1 && sign !== -1) throw new Error(`pivot of ${sign}: the equations are not those of a network`);
  // From zero, since the negation of 0 is −0.
  if (sign < 0) {
    row.forEach((entry, j) => {
      row[j] = 0 - entry;
    });
    values[at] = 0 - values[at]!;
  }
  rows.forEach((other, i) => {
    const factor = other[column]!;
    if (i === at || factor === 0) return;
    row.forEach((entry, j) => {
      other[j]! -= factor * entry;
    });
    values[i]! -= factor * values[at]!;
  });
  basis[at] = column;
}

function value({values, basis}: Tableau, variable: number): number {
  const at = basis.indexOf(variable);
  return at < 0 ? 0 : values[at]!;
}
