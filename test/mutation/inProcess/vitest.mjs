export {expect} from "vitest";

/** The tests of the files loaded so far; `file` is the one that is being loaded. */
export const collected = {file: "", tests: []};

const names = [];

export function describe(name, body) {
  names.push(name);
  body();
  names.pop();
}

export function test(name, run) {
  collected.tests.push({id: [collected.file, ...names, name].join(" > "), run});
}
