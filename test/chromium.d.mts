/** Returns the path of a Chromium for the browser tests, or undefined after printing how to install one. */
export function findChromium(): string | undefined;
