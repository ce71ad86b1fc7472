import fc from "fast-check";
import {type BookPlan, type CellXml, escaped, FORMATS, type SheetPlan} from "./books.ts";

/** Text as offices write it, with all that XML and readers may trip over. */
export const cellText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom("甲镇", "S-0001", "0011", "１．５分", "－5", "2025-03-01", "优秀", "#N/A", "TRUE", "1E5")
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "=1+1",
      "a,b",
      '规格3"管',
      "行一\n行二",
      "<b>&amp;",
      "a\tb",
      "䶮𬭸",
      " 前后 ",
      "\u3000",
      "_x000D_",
      "_x0041_b",
      "a\r\nb",
      "e\u0301",
      "\u200b",
      "'0011"
    )
  },
  {weight: 2, arbitrary: fc.string({unit: fc.constantFrom(...'中文a1<&>" _x-0\n　é😀'), minLength: 1, maxLength: 8})}
);

/** Numbers as they stand in `v`: of Excel, of report servers, and binary noise. */
export const numberText: fc.Arbitrary<string> = fc.oneof(
  fc.integer({min: -1000, max: 60_000}).map(String),
  fc.double({noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6}).map(String),
  fc.constantFrom(
    "0.30000000000000004",
    "1.10",
    "370102199001011234",
    "3.70102199001011E+17",
    "1E-7",
    "-0",
    "999999999999999",
    "0.1234567890123456",
    "45000.999999",
    "60",
    "61",
    "1",
    "0",
    "0.5",
    "2958465",
    "2958466",
    "1e300"
  )
);

/** Any cell of a workbook; shared strings are told by their number. */
export function anyCell(strings: number): fc.Arbitrary<CellXml> {
  const style = fc.nat({max: FORMATS.length - 1}).map(s => (s ? ` s="${s}"` : ""));
  const preserved = cellText.map(text => `<t xml:space="preserve">${escaped(text)}</t>`);
  const result = fc.oneof(
    numberText.map(text => ["", `<v>${text}</v>`] as const),
    cellText.map(text => [' t="str"', `<v>${escaped(text)}</v>`] as const),
    fc.constantFrom(
      ["", ""] as const,
      ["", "<v></v>"] as const,
      [' t="str"', "<v></v>"] as const,
      [' t="b"', "<v>1</v>"] as const,
      [' t="e"', "<v>#DIV/0!</v>"] as const
    )
  );
  return fc.oneof(
    {weight: 6, arbitrary: fc.tuple(style, fc.nat({max: strings - 1})).map(([s, i]) => `<c${s} t="s"><v>${i}</v></c>`)},
    {weight: 6, arbitrary: fc.tuple(style, numberText).map(([s, text]) => `<c${s}><v>${text}</v></c>`)},
    {weight: 3, arbitrary: fc.tuple(style, preserved).map(([s, t]) => `<c${s} t="inlineStr"><is>${t}</is></c>`)},
    {
      weight: 2,
      arbitrary: fc
        .tuple(style, preserved, preserved)
        .map(([s, a, b]) => `<c${s} t="inlineStr"><is><r>${a}</r><r><rPr><b/></rPr>${b}</r></is></c>`)
    },
    {weight: 2, arbitrary: fc.tuple(style, result).map(([s, [t, v]]) => `<c${s}${t}><f>SUM(1,2)</f>${v}</c>`)},
    {weight: 1, arbitrary: fc.tuple(style, fc.constantFrom("0", "1")).map(([s, v]) => `<c${s} t="b"><v>${v}</v></c>`)},
    {
      weight: 1,
      arbitrary: fc
        .tuple(style, fc.constantFrom("#N/A", "#REF!", "#NAME?", "#NULL!", "#NUM!", "#DIV/0!", "#VALUE!"))
        .map(([s, v]) => `<c${s} t="e"><v>${v}</v></c>`)
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(style, fc.constantFrom("2025-03-01", "2025-03-01T09:30:00", "2025-03-01T09:30:00.5"))
        .map(([s, v]) => `<c${s} t="d"><v>${v}</v></c>`)
    },
    {weight: 1, arbitrary: style.map(s => `<c${s}/>`)},
    // Bare line ends of the XML, a reading aid, CDATA, a number that is none, a space around one.
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        '<c t="inlineStr"><is><t>a\r\nb</t></is></c>',
        '<c t="inlineStr"><is><r><t>甲</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></is></c>',
        '<c t="inlineStr"><is><t>a<![CDATA[<b>&]]></t></is></c>',
        "<c><v>1,5</v></c>",
        '<c t="n"><v> 5 </v></c>',
        '<c t="str"><v>0011</v></c>',
        '<c t="b"><v>true</v></c>'
      )
    }
  );
}

/** Shared strings: plain, rich, with a reading aid, empty. */
const sharedString: fc.Arbitrary<string> = fc.oneof(
  {weight: 6, arbitrary: cellText.map(text => `<t xml:space="preserve">${escaped(text)}</t>`)},
  {
    weight: 2,
    arbitrary: fc
      .tuple(cellText, cellText)
      .map(
        ([a, b]) =>
          `<r><rPr><b/></rPr><t xml:space="preserve">${escaped(a)}</t></r><r><t xml:space="preserve">${escaped(b)}</t></r>`
      )
  },
  {weight: 1, arbitrary: cellText.map(text => `<t>${escaped(text)}</t><rPh sb="0" eb="1"><t>jia</t></rPh>`)},
  {weight: 1, arbitrary: fc.constantFrom("<t></t>", "<t/>", "")}
);

/** Any workbook of one or two sheets; some have a cell far away. */
export const anyBook: fc.Arbitrary<BookPlan> = fc.array(sharedString, {minLength: 1, maxLength: 12}).chain(strings =>
  fc.record({
    strings: fc.constant(strings),
    sheets: fc
      .array(anyRows(strings.length), {minLength: 1, maxLength: 2})
      .map(list => list.map((sheet, i) => ({...sheet, name: ["台账", "二 & 三"][i]!}))),
    date1904: fc.boolean(),
    prefix: fc.constantFrom(false, false, false, true),
    places: fc.constant(true),
    packed: fc.boolean()
  })
);

/** As any workbook, but nothing tells where a cell is: its place in the list does. */
export const anyPlacelessBook: fc.Arbitrary<BookPlan> = fc
  .array(sharedString, {minLength: 1, maxLength: 12})
  .chain(strings =>
    fc
      .array(fc.array(anyCell(strings.length), {minLength: 1, maxLength: 5}), {minLength: 1, maxLength: 6})
      .map(rows => ({
        strings,
        sheets: [
          {name: "台账", rows: rows.map((cells, i) => [i + 1, cells.map((cell, j) => [j, cell] as const)] as const)}
        ],
        date1904: false,
        prefix: false,
        places: false,
        packed: true
      }))
  );

function anyRows(strings: number): fc.Arbitrary<Omit<SheetPlan, "name">> {
  const cells = fc
    .uniqueArray(fc.tuple(fc.nat({max: 7}), anyCell(strings)), {selector: ([column]) => column, maxLength: 6})
    .map(list => list.sort(([a], [b]) => a - b));
  const far = fc.oneof(
    {weight: 12, arbitrary: fc.constant([] as const)},
    {weight: 1, arbitrary: fc.constantFrom([1_048_576, 16_383] as const, [70_000, 702] as const)}
  );
  return fc
    .tuple(
      fc.uniqueArray(fc.tuple(fc.integer({min: 1, max: 30}), cells), {selector: ([row]) => row, maxLength: 8}),
      far,
      anyCell(strings),
      fc.constantFrom([], [], ["A1:B2"], ["C3:C9", "D1:H1"])
    )
    .map(([rows, [row, column], cell, merges]) => ({
      rows: [
        ...rows.sort(([a], [b]) => a - b),
        ...(row !== undefined && column !== undefined ? [[row, [[column, cell] as const]] as const] : [])
      ],
      merges
    }));
}
