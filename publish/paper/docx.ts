import {
  AlignmentType,
  Document,
  Footer,
  Header,
  type ISectionOptions,
  LineRuleType,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  TextRun
} from "docx";
import {normalise} from "../normalise.ts";
import {blockElements, font, POINT, twips} from "./docxBlocks.ts";
import {withFontTable} from "./docxFonts.ts";
import {LAYOUTS, type Layout, PAGE, type Paper, type Section} from "./paper.ts";

/** Returns the paper as a Word file; the same paper gives the same bytes. */
export async function paperDocx(paper: Paper): Promise<Uint8Array> {
  const layout = LAYOUTS[paper.form];
  const document = new Document({
    title: paper.mark ? `${paper.title}（${paper.mark}）` : paper.title,
    creator: "衡才",
    lastModifiedBy: "衡才",
    revision: 1,
    description: `${paper.city}，数据截至${paper.date}`,
    evenAndOddHeaderAndFooters: layout.pageNumbers,
    styles: {
      default: {
        document: {
          run: {
            font: font("body"),
            size: layout.body.size * 2,
            characterSpacing: layout.spacing * POINT,
            language: {value: "en-US", eastAsia: "zh-CN"}
          }
        }
      }
    },
    sections: paper.sections.map(section => pages(paper, section, layout))
  });
  const bytes = new Uint8Array(await Packer.toArrayBuffer(document));
  return normalise(withFontTable(bytes), {date: paper.date});
}

function pages(paper: Paper, {landscape, blocks}: Section, layout: Layout): ISectionOptions {
  const {top, right, bottom, left} = layout.margins;
  const margin = landscape ? {top: left, right: top, bottom: right, left: bottom} : {top, right, bottom, left};
  const edges = landscape ? {header: layout.header / 2, footer: layout.footer / 2} : layout;
  return {
    properties: {
      page: {
        size: {
          width: twips(PAGE.width),
          height: twips(PAGE.height),
          orientation: landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT
        },
        margin: {
          ...Object.fromEntries(Object.entries(margin).map(([side, mm]) => [side, twips(mm)])),
          header: twips(edges.header),
          footer: twips(edges.footer),
          gutter: 0
        }
      }
    },
    headers: both(new Header({children: [markLine(paper.mark)]}), layout),
    footers: layout.pageNumbers
      ? {default: pageNumber(AlignmentType.RIGHT), even: pageNumber(AlignmentType.LEFT)}
      : {default: new Footer({children: [footLine(paper.footer)]})},
    children: blocks.flatMap((block, i) => blockElements(block, paper.form, blocks[i + 1]?.kind === "closing"))
  };
}

function both(header: Header, {pageNumbers}: Layout): NonNullable<ISectionOptions["headers"]> {
  return pageNumbers ? {default: header, even: header} : {default: header};
}

function markLine(mark: string | null): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: mark ? [new TextRun({text: mark, font: font("first"), size: 32, characterSpacing: 160})] : []
  });
}

function footLine(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [new TextRun({text, font: font("number"), size: 18})]
  });
}

/** Page number as the standard has it: 4号 half-width digits between dashes, one character from the outer edge. */
function pageNumber(alignment: typeof AlignmentType.RIGHT | typeof AlignmentType.LEFT): Footer {
  const size = 14;
  return new Footer({
    children: [
      new Paragraph({
        alignment,
        indent: {left: size * POINT, right: size * POINT},
        spacing: {line: 20 * POINT, lineRule: LineRuleType.EXACT},
        children: [
          new TextRun({
            children: ["— ", PageNumber.CURRENT, " —"],
            font: {ascii: "宋体", hAnsi: "宋体", eastAsia: "宋体"},
            size: size * 2
          })
        ]
      })
    ]
  });
}
