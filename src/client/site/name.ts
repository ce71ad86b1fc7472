/** Returns what a setting is called in the address: its kind, and the name of its part where the page has several. */
export function settingName(kind: "tab" | "find" | "sort", part: string | undefined): string {
  return part ? `${kind}.${part}` : kind;
}

/** Returns whether what stands behind `#` names settings; everything else there is a place of the page, or not ours. */
export function namesSettings(hash: string): boolean {
  return /^#(?:tab|find|sort|at)(?:\.[^=&]*)?=/.test(hash);
}
