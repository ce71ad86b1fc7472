import {type Edit, replace, type Span} from "./edit.ts";
import {is, type Token} from "./tokens.ts";

/** Returns the places of AND and OR that join conditions; that of BETWEEN joins none. */
export function connectives(tokens: readonly Token[]): number[] {
  const found: number[] = [];
  const between: number[] = [];
  tokens.forEach(({text, depth}, i) => {
    if (is(text, "BETWEEN")) between.push(depth);
    else if (is(text, "AND") && between.at(-1) === depth) between.pop();
    else if (is(text, "AND", "OR")) found.push(i);
  });
  return found;
}

const CONDITION_BEFORE = ["WHEN", "ON", "WHERE", "HAVING", "THEN", "ELSE", "SELECT", "AND", "OR", ","];
const CONDITION_AFTER = [
  ...["THEN", "WHEN", "ELSE", "AS", "AND", "OR", ",", ";", "WHERE", "GROUP", "HAVING", "ORDER"],
  ...["LEFT", "INNER", "CROSS", "FULL", "JOIN", "QUALIFY", "UNION"]
];

/** Drops each operand of AND and OR; a condition that stands alone after ON, WHERE or HAVING becomes TRUE. */
export function droppedConjuncts(tokens: readonly Token[]): Edit[] {
  const joined = new Set(connectives(tokens));
  const edits: Edit[] = [];
  for (const i of joined) {
    const [left, right] = [operandBefore(tokens, i), operandAfter(tokens, i)];
    // The one before goes with this connective, the last one with the connective before it.
    edits.push({from: left.from, to: tokens[i + 1]!.from, text: ""});
    const next = tokens.find(token => token.from >= right.to);
    const goesOn = next?.depth === tokens[i]!.depth && is(next.text, tokens[i]!.text.toUpperCase());
    if (!goesOn) edits.push({from: tokens[i]!.from, to: right.to, text: ""});
  }
  tokens.forEach((token, i) => {
    if (!is(token.text, "ON", "WHERE", "HAVING")) return;
    const only = operandAfter(tokens, i);
    const next = tokens.findIndex(other => other.from >= only.to);
    if (!joined.has(next) || tokens[next]!.depth !== token.depth) edits.push(replace(only, "TRUE"));
  });
  return edits.sort((a, b) => a.from - b.from || a.to - b.to);
}

function operandBefore(tokens: readonly Token[], at: number): Span {
  let i = at;
  while (i > 0 && !ends(tokens[i - 1]!, tokens[at]!, CONDITION_BEFORE)) i--;
  return {from: tokens[i]!.from, to: tokens[at - 1]!.to};
}

function operandAfter(tokens: readonly Token[], at: number): Span {
  let i = at + 1;
  while (i < tokens.length && !ends(tokens[i]!, tokens[at]!, CONDITION_AFTER)) i++;
  return {from: tokens[at + 1]!.from, to: tokens[i - 1]!.to};
}

/** Returns whether the token ends an operand; AND holds closer than OR, and stands inside what OR joins. */
function ends(token: Token, joining: Token, words: readonly string[]): boolean {
  if (token.depth !== joining.depth) return token.depth < joining.depth;
  return is(token.text, ...words) && !(is(joining.text, "OR") && is(token.text, "AND"));
}
