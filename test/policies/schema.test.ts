import {readdirSync, readFileSync} from "node:fs";
import {Ajv} from "ajv";
import {describe, expect, test} from "vitest";
import {parse} from "yaml";
import {parseYaml} from "../../loaders/yaml.ts";
import {policySchema, policySchemaText} from "../../scoring/schema.ts";

const isValid = new Ajv({allowUnionTypes: true, strictTuples: false}).compile(policySchema());

/** As an editor's YAML reads the file, and as the policy's reader does, with every scalar as text. */
function readings(file: string): unknown[] {
  const text = readFileSync(file, "utf8");
  return [parse(text), JSON.parse(JSON.stringify(parseYaml(text, file).value))];
}

const sound = ["scoring/policies", "test/policies"].flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith(".yaml"))
    .map(name => `${folder}/${name}`)
);

describe("the JSON Schema of policy files", () => {
  test("docs/policy.schema.json is what the shapes give today; run hengcai policy schema to renew it", () => {
    expect(readFileSync("docs/policy.schema.json", "utf8")).toBe(`${policySchemaText()}\n`);
  });

  test("takes both built-in policies, the invented one and its amendments", () => {
    expect(sound.length).toBeGreaterThan(4);
    for (const file of [...sound, "test/policies/broken/00-sound.yaml"]) {
      expect(
        readings(file).map(value => isValid(value)),
        file
      ).toEqual([true, true]);
    }
  });

  test("refuses what is wrong in the form, and leaves to the check what hangs on the rest of the file", () => {
    const refused = readdirSync("test/policies/broken")
      .filter(name => name.endsWith(".yaml") && !/^(02|11|38|47)-/.test(name))
      .filter(name => !isValid(readings(`test/policies/broken/${name}`)[0]));
    expect(refused.map(name => name.slice(0, 2))).toEqual(
      // Unknown keys and words, malformed points, days and names; not: codes, clauses, readings, steps, circles.
      "01 03 08 10 12 13 14 15 16 20 22 25 26 27 31 32 36 37 40 41 42 44 45 48".split(" ")
    );
  });

  test("both built-in policies name it in their first line", () => {
    for (const name of readdirSync("scoring/policies")) {
      const [first] = readFileSync(`scoring/policies/${name}`, "utf8").split("\n");
      expect(first).toBe("# yaml-language-server: $schema=../../docs/policy.schema.json");
    }
  });
});
