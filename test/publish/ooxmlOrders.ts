/** What may stand in an element of an office file, in which order; after ECMA-376, the transitional schemas. */
export interface Order {
  /** Names that may come at a place; more than one where the schema leaves their order free. */
  names: string[][];
  repeats: ReadonlySet<string>;
  needed: readonly string[];
}

/** Lists of a style sheet that say how long they are. */
export const LISTS = ["numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs"];

/** `*` may come again, `!` must be there, `a|b` in any order. */
const SPREADSHEET: Readonly<Record<string, string>> = {
  workbook:
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets! functionGroups externalReferences definedNames " +
    "calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr* webPublishObjects extLst",
  bookViews: "workbookView*! extLst",
  sheets: "sheet*!",
  definedNames: "definedName*!",
  worksheet:
    "sheetPr dimension sheetViews sheetFormatPr cols* sheetData! sheetCalcPr sheetProtection protectedRanges scenarios " +
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting* dataValidations " +
    "hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches " +
    "ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst",
  sheetPr: "tabColor outlinePr pageSetUpPr",
  sheetViews: "sheetView*! extLst",
  sheetView: "pane selection* pivotSelection* extLst",
  cols: "col*!",
  sheetData: "row*",
  row: "c* extLst",
  c: "f v is extLst",
  is: "t r* rPh* phoneticPr",
  si: "t r* rPh* phoneticPr",
  r: "rPr t!",
  sst: "si* extLst",
  mergeCells: "mergeCell*!",
  conditionalFormatting: "cfRule*! extLst",
  cfRule: "formula* colorScale dataBar iconSet extLst",
  dataValidations: "dataValidation*!",
  dataValidation: "formula1 formula2",
  hyperlinks: "hyperlink*!",
  headerFooter: "oddHeader oddFooter evenHeader evenFooter firstHeader firstFooter",
  rowBreaks: "brk*",
  tableParts: "tablePart*!",
  table: "autoFilter sortState tableColumns! tableStyleInfo extLst",
  autoFilter: "filterColumn* sortState extLst",
  tableColumns: "tableColumn*!",
  tableColumn: "calculatedColumnFormula totalsRowFormula xmlColumnPr extLst",
  styleSheet: "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst",
  numFmts: "numFmt*!",
  fonts: "font*",
  font: "b|i|strike|condense|extend|outline|shadow|u|vertAlign|sz|color|name|family|charset|scheme",
  fills: "fill*",
  fill: "patternFill gradientFill",
  patternFill: "fgColor bgColor",
  borders: "border*",
  border: "start end left right top bottom diagonal vertical horizontal",
  cellStyleXfs: "xf*!",
  cellXfs: "xf*!",
  xf: "alignment protection extLst",
  cellStyles: "cellStyle*! extLst",
  dxfs: "dxf*",
  dxf: "font numFmt fill alignment border protection extLst",
  comments: "authors! commentList! extLst",
  authors: "author*",
  commentList: "comment*",
  comment: "text! commentPr extLst",
  text: "t r* rPh* phoneticPr"
};

const WORD: Readonly<Record<string, string>> = {
  pPr:
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens " +
    "kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind " +
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle " +
    "rPr sectPr pPrChange",
  pBdr: "top left bottom right between bar",
  sectPr:
    "headerReference*|footerReference* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols " +
    "formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
  tbl: "bookmarkStart*|bookmarkEnd* tblPr! tblGrid! tr*",
  tblGrid: "gridCol*",
  tblPr:
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd " +
    "tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
  tblBorders: "top start|left bottom end|right insideH insideV",
  tblCellMar: "top start|left bottom end|right",
  tr: "tblPrEx trPr tc*",
  tc: "tcPr p*|tbl*",
  tcPr: "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark headers cellIns",
  tcBorders: "top start|left bottom end|right insideH insideV tl2br tr2bl",
  tcMar: "top start|left bottom end|right",
  style:
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal " +
    "personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr*",
  font: "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic"
};

const PACKAGE: Readonly<Record<string, string>> = {
  Types: "Default*|Override*",
  Relationships: "Relationship*",
  "cp:coreProperties":
    "dc:creator|dc:title|dc:subject|dc:description|dc:identifier|dc:language|cp:keywords|cp:category|cp:lastModifiedBy|" +
    "cp:lastPrinted|cp:revision|cp:version|cp:contentStatus|cp:contentType|dcterms:created|dcterms:modified"
};

/** The order in each element, by its name as it stands in the file. */
export const ORDERS: ReadonlyMap<string, Order> = new Map([
  ...entries(SPREADSHEET, ""),
  ...entries(WORD, "w:"),
  ...entries(PACKAGE, "")
]);

function entries(orders: Readonly<Record<string, string>>, prefix: string): [string, Order][] {
  return Object.entries(orders).map(([name, text]) => {
    const places = text.split(" ").map(place => place.split("|"));
    const bare = (item: string): string => prefix + item.replace(/[*!]/g, "");
    const marked = (mark: string): string[] =>
      places
        .flat()
        .filter(item => item.includes(mark))
        .map(bare);
    return [
      prefix + name,
      {names: places.map(place => place.map(bare)), repeats: new Set(marked("*")), needed: marked("!")}
    ];
  });
}
