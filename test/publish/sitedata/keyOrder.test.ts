import {expect, test} from "vitest";
import {talents} from "../../../loaders/contracts/talents.ts";
import {inFieldOrder, KEY_ORDER} from "../../../publish/sitedata/keyOrder.ts";

test("KEY_ORDER has the codes of the contract, degrees and titles from the highest", () => {
  for (const [dimension, order] of Object.entries(KEY_ORDER)) {
    const codes = talents.fields.find(({name}) => name === dimension)!.codes!.map(({code}) => code);
    expect(order).toEqual(["degree", "title"].includes(dimension) ? codes.toReversed() : codes);
  }
});

test("inFieldOrder(dimension, rows) puts unknown words behind and 未填 last, and leaves what has no order", () => {
  const rows = (...keys: string[]) => keys.map(key => ({key}));
  expect(inFieldOrder("degree", rows("博士", "学士", "无", "未填", "硕士", "博士后"))).toEqual(
    rows("博士", "硕士", "学士", "无", "博士后", "未填")
  );
  expect(inFieldOrder("category", rows("B类", "未填", "A类"))).toEqual(rows("B类", "A类", "未填"));
});
