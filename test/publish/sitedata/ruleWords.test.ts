import {readFileSync} from "node:fs";
import {afterEach, describe, expect, test} from "vitest";
import type {Database} from "../../../loaders/database.ts";
import {ladders} from "../../../publish/sitedata/ladder.ts";
import {IMPERSONAL_RULES, ruleWords} from "../../../publish/sitedata/ruleWords.ts";
import {builtinPolicies} from "../../../scoring/builtin.ts";
import {parsePolicy} from "../../../scoring/policy.ts";
import {claims, scoredCity, towns} from "../../scoring/bonusCity.ts";

const YUNZHOU = new URL("../../policies/yunzhou-2023-7.yaml", import.meta.url);

describe("the words for a rule", () => {
  const {text, file} = builtinPolicies().get("haicheng-2021-2")!;
  const wordsIn = (text: string, file: string) =>
    [...ladders(parsePolicy(text, file), new Map(), 2025)].map(([id, {words}]) =>
      [id, words.short, words.verb, words.measure].join(" ")
    );

  test("come from the policy, whichever city's", () => {
    expect(wordsIn(text, file)).toEqual([
      "R1 人才引进 引进 人",
      "R2 本地培养 培养 人",
      "R3 会议活动 有 项",
      "R4 媒体宣传 刊发 篇",
      "R5 服务发展 有 项"
    ]);
    expect(wordsIn(readFileSync(YUNZHOU, "utf8"), "yunzhou-2023-7.yaml")).toEqual([
      "R1 全职引才 引进 人",
      "R2 柔性引才 引进 人",
      "R3 育才 培养 人",
      "R4 创新平台 有 项",
      "R5 人才活动 有 项",
      "R6 经验宣传 刊发 篇",
      "R7 服务实绩 有 项"
    ]);
  });

  test("are short: the longest of its names that fits, else the beginning of its title", () => {
    const title = "服务经济社会发展实绩";
    expect(ruleWords({title, names: ["实绩", "服务发展", "服务经济社会发展"]}, ["aspect"]).short).toBe("服务发展");
    expect(ruleWords({title, names: []}, ["aspect"]).short).toBe("服务经济社会…");
  });
});

describe("rules that are not about a person", () => {
  let db: Database;
  afterEach(() => db.close());

  test("are told from their key, not from their number", async () => {
    db = await scoredCity({units: towns("甲镇"), claims: claims(1, "R5")});
    const rules = async () =>
      (await db.all<{rule_id: string}>(`${IMPERSONAL_RULES} ORDER BY 1`)).map(row => row.rule_id);
    expect(await rules()).toEqual(["R3", "R4", "R5"]);
    // Where the key is not known, nothing of the claim is shown.
    await db.run("UPDATE score.rules SET \"key\" = NULL WHERE rule_id = 'R4'");
    expect(await rules()).toEqual(["R3", "R5"]);
  });
});
