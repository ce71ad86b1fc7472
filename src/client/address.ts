/** Puts the text behind the `#` of the address, which no server sees, without a step in the history; none leaves it clean. */
export function writeHash(hash: string): void {
  if (hash === location.hash) return;
  history.replaceState(null, "", hash || location.pathname + location.search);
}

/** Calls with what stands behind `#` whenever the reader comes to another such address: by a link, by hand, back or forth. */
export function onHash(follow: (hash: string) => void): void {
  addEventListener("hashchange", () => follow(location.hash));
}

/** Returns what the escapes in a part of an address stand for; undefined where they stand for nothing. */
export function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
