import {createHmac} from "node:crypto";
import fc from "fast-check";
import {expect, test} from "vitest";
import {startPseudonyms} from "../../loaders/reader/pseudonyms.ts";

test("startPseudonyms(secret)(ids) is HMAC-SHA-256 of each, whatever the secret and the texts, answers in their order", async () => {
  const text = fc.string({unit: "binary", maxLength: 100});
  const long = fc.constantFrom("", "人".repeat(999), "a".repeat(100_000), "\ud800");
  await fc.assert(
    fc.asyncProperty(
      text,
      fc.array(fc.array(fc.oneof(text, long), {maxLength: 3}), {maxLength: 3}),
      async (secret, asked) => {
        const pseudonyms = startPseudonyms(secret);
        const own = (id: string): string => createHmac("sha256", secret).update(id, "utf8").digest("hex");
        expect(await Promise.all(asked.map(pseudonyms))).toEqual(asked.map(ids => ids.map(own)));
      }
    ),
    {numRuns: 20}
  );
});
