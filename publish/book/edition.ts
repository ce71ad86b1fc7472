import type {PublishSettings} from "../settings.ts";
import type {YearState} from "../state.ts";
import type {Margins} from "./layout.ts";

/** What the sheets of one workbook share. */
export interface Edition {
  year: number;
  settings: PublishSettings;
  state: YearState;
  title: string;
  margins: Margins;
}

/** The rule for equal totals, as a sentence without its full stop. */
export const TIES = "得分相同的单位位次相同，其后位次顺延空位（1、2、2、4）；位次相同的按建制序排列";
