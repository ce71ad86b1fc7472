// What tests import as vitest is the few words that the runner knows; it takes `expect` from vitest itself.
const WORDS = new URL("vitest.mjs", import.meta.url).href;

export function resolve(specifier, context, next) {
  return specifier === "vitest" && context.parentURL !== WORDS
    ? {url: WORDS, shortCircuit: true}
    : next(specifier, context);
}
