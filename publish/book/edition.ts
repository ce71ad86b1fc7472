import {formatDate} from "../format.ts";
import type {PublishSettings} from "../settings.ts";
import {isOfficial, type YearState} from "../state.ts";
import type {Margins, PaperEnd} from "../xlsx/layout.ts";

/** What the sheets of one workbook share. */
export interface Edition {
  year: number;
  settings: PublishSettings;
  state: YearState;
  title: string;
  /** 署名. */
  issuer: string;
  margins: Margins;
}

/** The rule for equal totals, as a sentence without its full stop. */
export const TIES = "得分相同的单位位次相同，其后位次顺延空位（1、2、2、4）；位次相同的按建制序排列";

/** Returns what stands below a ranking on paper: remarks, and who signs; the date is left open until it is signed. */
export function paperEnd({state, issuer}: Pick<Edition, "state" | "issuer">, remarks: readonly string[]): PaperEnd {
  return {
    remarks,
    signers: "组长（签字）：　　　　　　　　　　审核：　　　　　　　　　　制表：",
    signature: [issuer, isOfficial(state) ? formatDate(state.signedOn) : "　　　　年　　月　　日"]
  };
}
