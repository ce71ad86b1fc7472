const DRAWN = "places and lengths of a drawing, never printed as a value";
const SHEET = "widths and heights in a sheet, sizes of type";
const WHOLE = "digits, read as a whole number: a year, a place in a list, a row";
const COUNTS = "shares and intervals of counted persons, ratings or items, which are no points";
const ROW = "a whole number of the database, which gives BIGINT as number (as text where it is too large for one)";
const PAPER = "millimetres, points of type and heights of lines on paper";
const PDF = "numbers of a PDF's own objects and characters, read back to be searched";
const ORDER = "a comparison made 0 or 1";

/**
 * Where numbers may be divided, have decimals or be read from text, and why no point is harmed: a file, or one function
 * or constant of it after `#`. Everywhere else points are whole thousandths from the file to `publish/format.ts`.
 */
export const ALLOWED: Readonly<Record<string, string>> = {
  // Where text becomes thousandths, digit by digit, and thousandths text.
  "loaders/numbers.ts#maybeThousandths": "the digits before and after the point, each read as a whole number",
  "loaders/numbers.ts#maybeInteger": WHOLE,
  "loaders/numbers.ts#isTooLarge": "only compared with the largest allowed",
  "loaders/numbers.ts#percentText": "back to text at the 15 digits that a spreadsheet program keeps, before it is read",
  "loaders/numbers.ts#maybePlainNumber":
    "a workbook stores binary fractions: the text that it shows is made first of all",
  "loaders/numbers.ts#withoutExponent": "the exponent, a whole number",
  "loaders/cell.ts#date": WHOLE,
  "loaders/cell.ts#year": WHOLE,
  "loaders/database.ts#appenderOf": ROW,
  "loaders/database.ts#toDate": "days since 1970",
  "loaders/database.ts#plain": ROW,
  "scoring/cursor.ts#points": "the digits before and after the point, each read as a whole number",
  "scoring/cursor.ts#count": WHOLE,
  "publish/format.ts": "whole numbers of any size (BigInt) and parts of dates; its division leaves no fraction",

  // Where points pass.
  "scoring/bandRanks.ts#sum": "sums of whole thousandths; a Float64Array holds what a number holds, whole to 2^53",
  "publish/parquet.ts#expression": "decimals times decimals, no binary fraction: DECIMAL(18,3) in the file",
  "publish/book/values.ts#amount":
    "a workbook's cell is a binary fraction: the one whose shortest text is ours (tested)",
  "publish/book/values.ts#number": ROW,
  "publish/book/ledger.ts#addLedger": `${ROW}; ${SHEET}`,
  "publish/returnsSheet.ts#cellValue": "the sender's cell as it was, and only where its text comes out the same",
  "publish/template.ts#cellValue": "an example in a template",
  "publish/sitedata/bonus.ts#readRanking": ROW,
  "publish/sitedata/bonus.ts#maybeNumber": ROW,
  "scoring/revisionReasons.ts#toChange": ROW,
  "cli/explain.ts#describeUnit": ROW,
  "src/components/bonus.ts#axis": "whole points between the marks of an axis",
  "src/components/bonus.ts#slopeFigure": "how many places to name in a drawing",
  "src/components/chart.ts": DRAWN,

  // Where none do.
  "scoring/bandWorlds.ts#scorePart": WHOLE,
  "scoring/bonus.ts#byNumber": WHOLE,
  "scoring/cases.ts#readPeopleCase": WHOLE,
  "scoring/override.ts#replaceAt": WHOLE,
  "scoring/override.ts#follow": WHOLE,
  "scoring/grades.ts#stages": "the middle one of whole days",
  "scoring/inputs.ts#yearSql": WHOLE,
  "scoring/members.ts#unitNames": WHOLE,
  "scoring/schema.ts#spellings": "a whole number as an editor may read it, for its schema alone",
  "publish/book/cover.ts#addCover": SHEET,
  "publish/book/layout.ts": SHEET,
  "publish/book/rules.ts#addRules": SHEET,
  "publish/bulletin/bulletin.ts#correctionOf": WHOLE,
  "publish/bulletin/compose.ts#numeral": WHOLE,
  "publish/bulletin/html.ts": PAPER,
  "publish/bulletin/overview.ts#places": WHOLE,
  "publish/bulletin/paper.ts#LAYOUTS": PAPER,
  "publish/bulletin/tables.ts#rankingTable": PAPER,
  "publish/disclosure/bands.ts#bandsOf": "the middle of a list",
  "publish/disclosure/solver.ts#maximise": ORDER,
  "publish/docx.ts#pages": PAPER,
  "publish/docxBlocks.ts": PAPER,
  "publish/edition.ts#listEditions": WHOLE,
  "publish/noticeClaims.ts": PAPER,
  "publish/noticePaper.ts": PAPER,
  "publish/pdf.ts#describe": "the version of a browser",
  "publish/pdfObjects.ts": PDF,
  "publish/pdfText.ts": PDF,
  "publish/pdfTokens.ts": PDF,
  "publish/detector.ts#isIdNumber": "a check digit",
  "publish/encodings.ts#beyond": "a place in the table of GB18030",
  "publish/normalise.ts#normalise": ORDER,
  "publish/returnsCover.ts#writeTable": SHEET,
  "publish/returnsNotes.ts#widen": WHOLE,
  "publish/returnsRead.ts": "how many rows fit a book, and the order of files",
  "publish/returnsSheet.ts#addReturnSheet": SHEET,
  "publish/returnsSheet.ts#layOut": SHEET,
  "publish/returnsSheet.ts#linesOf": SHEET,
  "publish/returnsSheet.ts#widthOf": SHEET,
  "publish/rows.ts#order": ORDER,
  "publish/settings.ts#readSettings": WHOLE,
  "publish/sheet.ts#dateSerial": "days since 1900",
  "publish/sheet.ts#columnName": "a letter of a column",
  "publish/sitedata/facts.ts#readFacts": WHOLE,
  "publish/state.ts#yearsIn": WHOLE,
  "publish/template.ts#addColumns": SHEET,
  "publish/unescape.ts": "a character's number",
  "src/components/assessment.ts": COUNTS,
  "src/components/downloads.ts#size": "the size of a file",
  "src/components/inspections.ts#onTimeCell": COUNTS,
  "src/components/meetings.ts#attendanceTable": COUNTS,
  "src/components/satisfaction.ts": COUNTS,
  "src/components/shares.ts#wilson": COUNTS,
  "cli/checkText.ts#entry": WHOLE,
  "cli/diff.ts#yearBetween": WHOLE,
  "cli/exportPublic.ts#parseYear": WHOLE,
  "cli/key.ts#runKeyNew": "the permissions of a file",
  "cli/publishAsked.ts#readAsked": WHOLE,
  "cli/explain.ts#parseYear": WHOLE,
  "cli/main.ts#parsePort": WHOLE,
  "cli/policyVerify.ts#readBytes": "the size of a file",
  "cli/simulate.ts#readYear": WHOLE,
  "cli/simulateText.ts#describeComparison": ORDER,
  "cli/progress.ts#createProgress": "seconds"
};
