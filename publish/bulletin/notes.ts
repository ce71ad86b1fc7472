import {formatCount, formatDate, formatDocNo} from "../format.ts";
import type {OfficeWords} from "../office.ts";
import type {PublishSettings} from "../settings.ts";
import {documentNumbers, type NamedPolicy} from "../sitedata/policies.ts";
import {isOfficial, type YearState} from "../state.ts";
import type {Figures} from "./figures.ts";

export interface Noted {
  year: number;
  settings: PublishSettings;
  state: YearState;
  figures: Pick<Figures, "readings">;
  policies: readonly NamedPolicy[];
  office: OfficeWords;
}

/** Returns the numbered notes: on what ground, by which rules, of which day, how ranked, signed when, objections how. */
export function notesTexts(noted: Noted): string[] {
  const {settings, figures} = noted;
  const bonus = bonusPolicies(noted.policies);
  const {asked, decided} = figures.readings;
  const notes = [
    `依据：${documentNumbers(bonus).map(formatDocNo).join("；")}。`,
    `规则版本：${bonus.map(versionOf).join("；")}。${
      asked
        ? `文件未写明之处共${formatCount(asked)}处，其中由办公室作出决定的${formatCount(decided)}处，其余按默认理解，逐条列于公布的“条款理解”表。`
        : ""
    }`,
    `数据截至${formatDate(settings.asOf)}。只计审核通过、在该日以前签批并且没有撤销的申报。`,
    "分值保留一位小数，制度规定有更多位小数的按实际位数列出；各项得分相加等于合计，封顶扣减是因封顶没有计入的分值。",
    "得分相同名次并列，其后名次顺延空位；名次相同的按建制序排列。上年位次按现有数据重新计算。",
    signatureText(noted),
    objectionText(noted)
  ];
  return notes.map((text, i) => `${i + 1}．${text}`);
}

/** Returns until when and how a unit objects; 审核 asks for confirmation as well. */
export function objectionText({state, office}: Pick<Noted, "state" | "office">): string {
  const until = state.objectionsUntil ? `于${formatDate(state.objectionsUntil)}以前（含当日）` : "在办公室通知的期限内";
  return `异议渠道和期限：对本单位结果有异议的，请${until}${office.objections}。`;
}

/** Returns the policies that give points; all of them where none can be told, because their files are not at hand. */
export function bonusPolicies(policies: readonly NamedPolicy[]): NamedPolicy[] {
  const bonus = policies.filter(({policy}) => policy?.bonus);
  return bonus.length ? bonus : [...policies];
}

function versionOf({name, policy}: NamedPolicy): string {
  if (!policy) return name;
  const amended = policy.amendments.map(({id}) => id);
  return `${policy.id}（自${formatDate(policy.from)}起施行${amended.length ? `，含修订${amended.join("、")}` : ""}）`;
}

function signatureText({state}: Noted): string {
  if (isOfficial(state) && state.signedOn) return `签批：本结果已于${formatDate(state.signedOn)}签批。`;
  return state.state === "审核"
    ? "签批：本结果尚未签批，供各单位核对，不得公布。"
    : "签批：本结果尚未签批，为草案，不得公布。";
}
