import {policySchemaText} from "../scoring/schema.ts";

/** Prints the JSON Schema of policy files. */
export async function runPolicySchema(): Promise<number> {
  console.log(policySchemaText());
  return 0;
}
