import type {MapShape, Shape, Wrappers} from "./shape.ts";
import {AMENDMENT, DATED_ITEM, POLICY} from "./shapes.ts";

export type Json = string | number | boolean | null | Json[] | {[key: string]: Json};

/**
 * Returns the JSON Schema by which editors complete and check policy files and amendments, made from the shapes that the
 * readers use. It knows keys, words and forms; what hangs on the rest of the file (codes, clauses, steps without a gap)
 * only `hengcai policy check` knows.
 */
export function policySchema(): {[key: string]: Json} {
  const maker = new Maker();
  const [policy, amendment] = [maker.make(POLICY), maker.make(AMENDMENT)];
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "衡才制度文件",
    if: {type: "object", required: ["amends"]},
    // biome-ignore lint/suspicious/noThenProperty: a word of JSON Schema.
    then: amendment,
    else: policy,
    definitions: maker.definitions()
  };
}

/** Returns the schema as text, a definition a line, so that a change shows where it is. */
export function policySchemaText(): string {
  const {definitions, ...head} = policySchema();
  const lines = Object.entries(definitions as {[name: string]: Json}).map(
    ([name, body]) => `    ${JSON.stringify(name)}: ${JSON.stringify(body)}`
  );
  const start = JSON.stringify(head, null, 2).replace(/\n}$/, "");
  return `${start},\n  "definitions": {\n${lines.join(",\n")}\n  }\n}`;
}

class Maker {
  readonly #made = new Map<string, Json>();
  readonly #names = new Map<Shape, string>();

  definitions(): {[name: string]: Json} {
    return Object.fromEntries([...this.#made].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** A map, and what holds itself, is made once and referred to; `wrappers` are those that values below may stand in. */
  make(shape: Shape, wrappers: Wrappers | null = null): Json {
    if (shape.kind === "within") return this.make(shape.of, shape.wrappers);
    if (shape.kind === "later") return this.#refer(shape.of(), wrappers, shape.name);
    const plain = shape.kind === "map" ? this.#refer(shape, wrappers) : this.#body(shape, wrappers);
    return wrappers ? this.#wrapped(shape, plain, wrappers) : plain;
  }

  #refer(shape: Shape, wrappers: Wrappers | null, name?: string): Json {
    const own = this.#names.get(shape) ?? name ?? `map${this.#names.size + 1}`;
    this.#names.set(shape, own);
    const key = wrappers ? `${own}_${wrappers}` : own;
    if (!this.#made.has(key)) {
      this.#made.set(key, {});
      const body = this.#body(shape, wrappers);
      this.#made.set(key, name && wrappers ? this.#wrapped(shape, body, wrappers) : body);
    }
    return {$ref: `#/definitions/${key}`};
  }

  #body(shape: Shape, wrappers: Wrappers | null): Json {
    switch (shape.kind) {
      case "text":
      case "cite":
        return {type: ["string", "number", "boolean"]};
      case "any":
        return {};
      case "date":
        return {type: "string", pattern: "^\\d{4}-\\d{2}-\\d{2}$"};
      case "count":
        return {
          anyOf: [
            {type: "integer", minimum: 1},
            {type: "string", pattern: "^[1-9]\\d{0,5}$"}
          ]
        };
      case "points":
        return {
          anyOf: [
            {type: "string", pattern: "^\\d{1,9}(\\.\\d{1,3})?$"},
            {type: "number", minimum: 0}
          ]
        };
      case "match":
        return {type: ["string", "number"], pattern: shape.pattern};
      case "words":
        return {enum: [...shape.words]};
      case "same":
        return {enum: spellings(shape.value)};
      case "sequence":
        return {
          type: "array",
          items: shape.of.map(part => this.make(part, wrappers)),
          minItems: shape.of.length,
          maxItems: shape.of.length
        };
      case "list":
        return {type: "array", items: this.make(shape.of, wrappers)};
      case "table":
        return {type: "object", additionalProperties: this.make(shape.of, wrappers)};
      case "either":
        return {anyOf: shape.of.map(part => this.make(part, wrappers))};
      case "refused":
        return {not: {}, description: shape.why};
      case "map":
        return this.#map(shape, wrappers);
      default:
        throw new Error(`no schema of its own: ${shape.kind}`);
    }
  }

  #map({required, optional, about}: MapShape, wrappers: Wrappers | null): Json {
    const entries = Object.entries(required).map(([key, part]): [string, Json] => [key, this.make(part, wrappers)]);
    // A key that need not be there may stand empty.
    const more = Object.entries(optional).map(([key, part]): [string, Json] => [
      key,
      part.kind === "refused" ? this.make(part) : {anyOf: [this.make(part, wrappers), {type: "null"}]}
    ]);
    return {
      type: "object",
      ...(about === undefined ? {} : {description: about}),
      properties: Object.fromEntries([...entries, ...more]),
      required: Object.keys(required),
      additionalProperties: false
    };
  }

  /** The value itself, a value for every option of a reading, or (dated) a value for every stretch of time. */
  #wrapped(shape: Shape, plain: Json, wrappers: Wrappers): Json {
    const again: Json = {$ref: `#/definitions/${this.#wrapper(shape, wrappers)}`};
    const reading: Json = {
      type: "object",
      properties: {reading: {type: "string"}},
      required: ["reading"],
      additionalProperties: again
    };
    const item = this.#map({...DATED_ITEM, required: {from: DATED_ITEM.required.from}}, null) as {[key: string]: Json};
    const dated: Json = {
      type: "array",
      minItems: 1,
      items: {
        ...item,
        properties: {...(item.properties as {[key: string]: Json}), value: again},
        required: Object.keys(DATED_ITEM.required)
      }
    };
    const name = this.#wrapper(shape, wrappers);
    this.#made.set(name, {anyOf: [plain, reading, ...(wrappers === "dated" ? [dated] : [])]});
    return again;
  }

  #wrapper(shape: Shape, wrappers: Wrappers): string {
    const own = this.#names.get(shape) ?? `value${this.#names.size + 1}`;
    this.#names.set(shape, own);
    return `${own}_or_${wrappers}`;
  }
}

/** YAML reads 1 and true as a number and a truth; the reader takes every scalar as text. */
function spellings(value: string): Json[] {
  if (/^\d+$/.test(value)) return [value, Number(value)];
  return value === "true" || value === "false" ? [value, value === "true"] : [value];
}
