/** A stretch of the text. */
export interface Span {
  from: number;
  to: number;
}

/** A stretch of the text and what is put in its place. */
export interface Edit {
  from: number;
  to: number;
  text: string;
}

/** Returns the edit that puts the text in the place of the stretch. */
export function replace({from, to}: Span, text: string): Edit {
  return {from, to, text};
}
