import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  type IFontAttributesProperties,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType
} from "docx";
import {textWidth} from "../xlsx/layout.ts";
import {FACES, type FaceName, LATIN} from "./docxFonts.ts";
import {type Block, type Form, LAYOUTS, type PaperColumn, ROW_AIR, type TableBlock, textWidthOf} from "./paper.ts";

/** Twentieths of a point, in which Word measures lines and indents. */
export const POINT = 20;

/** Returns millimetres in Word's measure. */
export function twips(millimetres: number): number {
  return Math.round((millimetres * 1440) / 25.4);
}

/** Returns the typeface for a run: Chinese by the standard's name, digits in Latin, but those of a title. */
export function font(face: FaceName): IFontAttributesProperties {
  const latin = face === "title" ? FACES.title.name : LATIN;
  return {ascii: latin, hAnsi: latin, eastAsia: FACES[face].name, cs: latin, hint: "eastAsia"};
}

const ALIGN = {left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT} as const;

/** Returns the elements of one block; `keepNext` keeps a paragraph on the page of what follows. */
export function blockElements(block: Block, form: Form, keepNext = false): (Paragraph | Table)[] {
  const {title, body, note} = LAYOUTS[form];
  const line = (height: number): IParagraphOptions => ({
    spacing: {line: height * POINT, lineRule: LineRuleType.EXACT}
  });
  switch (block.kind) {
    case "title":
      return [
        new Paragraph({
          ...line(title.line),
          alignment: AlignmentType.CENTER,
          children: block.text
            .split("\n")
            .map((text, i) => new TextRun({text, font: font("title"), size: title.size * 2, ...(i ? {break: 1} : {})}))
        }),
        ...(form === "document" ? [new Paragraph(line(body.line / 2))] : [])
      ];
    case "line":
      return [
        new Paragraph({
          ...line(body.line),
          alignment: ALIGN[block.align],
          children: [new TextRun({text: block.text})]
        })
      ];
    case "heading":
      return [
        new Paragraph({
          ...line(body.line),
          keepNext: true,
          indent: {firstLine: 2 * body.size * POINT, firstLineChars: 200},
          children: [new TextRun({text: block.text, font: font(block.level === 1 ? "first" : "second")})]
        })
      ];
    case "text":
      return [
        new Paragraph({
          ...line(body.line),
          keepNext,
          alignment: AlignmentType.BOTH,
          indent: {firstLine: 2 * body.size * POINT, firstLineChars: 200},
          children: [new TextRun({text: block.text, ...(block.fill ? {highlight: "yellow" as const} : {})})]
        })
      ];
    case "note":
      return [
        new Paragraph({
          ...line(note.line),
          children: [new TextRun({text: block.text, size: note.size * 2})]
        })
      ];
    case "table":
      return tableElements(block, form);
    case "closing":
      return closingElements(block, form);
  }
}

/** The date stands four characters from the right edge, the issuer centred over it. */
function closingElements({issuer, date}: Extract<Block, {kind: "closing"}>, form: Form): Paragraph[] {
  const {body} = LAYOUTS[form];
  const half = Math.max(
    form === "document" ? body.size * 4 + widthOf(date, body.size) / 2 : 0,
    widthOf(date, body.size) / 2,
    widthOf(issuer, body.size) / 2
  );
  const width = (textWidthOf(form, false) / 25.4) * 72;
  return ["", issuer, date].slice(form === "document" ? 0 : 1).map(
    text =>
      new Paragraph({
        spacing: {line: body.line * POINT, lineRule: LineRuleType.EXACT},
        alignment: AlignmentType.CENTER,
        keepNext: text !== date,
        keepLines: true,
        indent: {left: Math.max(0, Math.round((width - 2 * half) * POINT))},
        children: [new TextRun({text})]
      })
  );
}

/** Returns the width of a line in points. */
function widthOf(text: string, size: number): number {
  return (textWidth(text) / 2) * size;
}

/** Room below a table, in points. */
const AFTER_TABLE = {document: 10, sheet: 5} as const;

/** A table of no more rows stays on one page. */
const SHORT = 8;

const BORDER = {style: BorderStyle.SINGLE, size: 4, color: "000000"} as const;

function tableElements({caption, columns, rows, total = false}: TableBlock, form: Form): (Paragraph | Table)[] {
  const {table, body} = LAYOUTS[form];
  const widths = columns.map(({width}) => twips(width));
  const row = (cells: readonly string[], {head = false, bold = false, keep = false} = {}) =>
    new TableRow({
      tableHeader: head,
      cantSplit: true,
      height: {value: (table.line + ROW_AIR[form]) * POINT, rule: HeightRule.ATLEAST},
      children: cells.map((text, i) => cell(text, columns[i]!, {form, head, bold, keep: head || keep}))
    });
  const heading = new Paragraph({
    spacing: {line: body.line * POINT, lineRule: LineRuleType.EXACT},
    alignment: AlignmentType.CENTER,
    keepNext: true,
    children: [new TextRun({text: caption, font: font("first"), size: (table.size + 1.5) * 2})]
  });
  return [
    ...(caption ? [heading] : []),
    new Table({
      width: {size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA},
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      alignment: AlignmentType.CENTER,
      margins: {marginUnitType: WidthType.DXA, left: twips(1), right: twips(1), top: 0, bottom: 0},
      borders: {
        ...{top: BORDER, bottom: BORDER, left: BORDER, right: BORDER},
        insideHorizontal: BORDER,
        insideVertical: BORDER
      },
      rows: [
        row(
          columns.map(({head}) => head),
          {head: true}
        ),
        ...rows.map((cells, i) =>
          row(cells, {bold: total && i === rows.length - 1, keep: rows.length <= SHORT && i < rows.length - 1})
        )
      ]
    }),
    new Paragraph({spacing: {line: AFTER_TABLE[form] * POINT, lineRule: LineRuleType.EXACT}})
  ];
}

function cell(
  text: string,
  {width, align}: PaperColumn,
  {form, head, bold, keep}: {form: Form; head: boolean; bold: boolean; keep: boolean}
): TableCell {
  const {table} = LAYOUTS[form];
  const style = {font: font(head || bold ? "first" : "number"), size: table.size * 2, characterSpacing: 0};
  return new TableCell({
    width: {size: twips(width), type: WidthType.DXA},
    verticalAlign: VerticalAlignTable.CENTER,
    children: [
      new Paragraph({
        alignment: head ? AlignmentType.CENTER : ALIGN[align],
        spacing: {line: table.line * POINT, lineRule: LineRuleType.EXACT},
        keepNext: keep,
        children: text.split("\n").map((line, i) => new TextRun({text: line, ...(i ? {break: 1} : {}), ...style}))
      })
    ]
  });
}
