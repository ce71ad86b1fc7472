import type ExcelJS from "exceljs";

/** A drop-down or a hint; `any` shows its hint alone, which exceljs writes and its types leave out. */
export type Validation = Omit<ExcelJS.DataValidation, "type" | "formulae"> & {
  type: ExcelJS.DataValidation["type"] | "any";
  formulae?: string[];
};

/** Puts the rule on a range of the sheet at once: by its public types exceljs has one rule per cell. */
export function validate(sheet: ExcelJS.Worksheet, range: string, rule: Validation): void {
  const {dataValidations} = sheet as unknown as {
    dataValidations: {add(range: string, rule: Validation): void};
  };
  dataValidations.add(range, rule);
}
