import type {Contract} from "./contract.ts";
import {contracts} from "./contracts/index.ts";
import {headerFields} from "./header.ts";

const all = contracts.map(contract => ({
  contract,
  fields: headerFields(contract),
  required: contract.fields.filter(field => field.required)
}));
const openings = new Set(all.flatMap(({fields}) => [...fields.keys()]));

/** Returns whether the normalised text is a header of any dataset: other rows cannot begin with one and be a header. */
export function opensForeignHeader(name: string): boolean {
  return openings.has(name);
}

/** Returns whether the normalised texts are the header of another dataset: all that it requires is among them. */
export function isForeignHeader(names: readonly string[], own: Contract): boolean {
  return all.some(({contract, fields, required}) => {
    if (contract === own) return false;
    const found = new Set(names.map(name => fields.get(name)));
    return required.length > 1 && required.every(field => found.has(field));
  });
}
