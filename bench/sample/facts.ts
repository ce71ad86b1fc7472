import type {IssueCode} from "../../loaders/issue.ts";
import type {Person} from "./people.ts";

/** Facts of the fictional city by dataset. Units are named by code, days are ISO text, null is not given. */

/** What the loader must warn of even where the file is faultless; the clean workspace leaves such facts out. */
interface Fact {
  irregular?: {field: string; code: IssueCode};
}

export type UnitKind =
  | "镇"
  | "街道"
  | "开发区"
  | "成员单位"
  | "市直部门"
  | "村"
  | "社区"
  | "县市区"
  | "功能区"
  | "用人单位";

/** One row of the directory; a renamed unit has two with one code. */
export interface UnitFact {
  id: string;
  name: string;
  shortName: string | null;
  kind: UnitKind;
  parent: string | null;
  order: number | null;
  from: string | null;
  to: string | null;
  successor: string | null;
  formerNames: string[];
  contact: Person | null;
}

export interface TalentFact {
  id: string;
  person: Person;
  category: string;
  track: "创新类" | "创业类";
  district: string;
  /** A unit's code, or a name that stands in no directory. */
  employer: string;
  sector: string;
  degree: string;
  title: string;
  recognisedOn: string;
  termFrom: string;
  termTo: string;
  status: "在职" | "辞职离岗" | "调出" | "退休";
}

export interface AssessmentFact extends Fact {
  talentId: string;
  year: number;
  declaredOn: string | null;
  unitGrade: string | null;
  unitOn: string | null;
  methods: string[];
  countyGrade: string | null;
  countyOn: string | null;
  grade: string | null;
  filedOn: string | null;
  filingNo: string | null;
  /** 1–6, Article 9. */
  ground: number | null;
  groundOn: string | null;
  groundDoc: string | null;
  paid: boolean | null;
}

export type RuleCode = "R1" | "R2" | "R3" | "R4" | "R5" | "N";

export interface ClaimFact extends Fact {
  id: string;
  unit: string;
  rule: RuleCode;
  subject: string | null;
  eventOn: string;
  level: string | null;
  person: Person | null;
  /** 人才编号 of the person, where he or she is on the list. */
  talentId: string | null;
  /** How the file names the person. */
  personBy: "talent" | "number" | "both" | null;
  employment: string | null;
  degree: string | null;
  title: string | null;
  recognised: boolean | null;
  eventId: string | null;
  role: string | null;
  articleId: string | null;
  outlet: string | null;
  aspect: string | null;
  verdict: string | null;
  claimedPoints: string | null;
  appliedOn: string | null;
  review: "待审核" | "通过" | "退回补正" | "不予认定";
  reviewedOn: string | null;
  signedOn: string | null;
  revokedOn: string | null;
  revokeGround: string | null;
}

export interface MeetingFact {
  id: string;
  title: string;
  heldOn: string;
  type: "定期" | "临时";
  topics: number[];
  topicsApprovedOn: string;
  notifiedOn: string;
  minutesOn: string | null;
  bulletinOn: string | null;
  secrecy: "无" | "内部";
}

export interface AttendanceFact {
  meetingId: string;
  unit: string;
  kind: number;
  status: "到会" | "迟到" | "请假并派员" | "请假未派员" | "缺席";
  signedInOn: string | null;
  leaveOn: string | null;
}

export interface TaskFact {
  id: string;
  meetingId: string;
  subject: string;
  unit: string;
  dueOn: string;
  inspectionId: string | null;
  doneOn: string | null;
}

export interface InspectionFact extends Fact {
  id: string;
  subject: string;
  category: number;
  method: "暗访督查" | "调研督查" | "随机抽查" | "第三方抽查";
  unit: string;
  source: string | null;
  meetingId: string | null;
  approvedOn: string | null;
  notifiedOn: string | null;
  visitedOn: string | null;
  done: boolean | null;
  noticeNo: string | null;
  noticeOn: string | null;
  dueOn: string | null;
  extendedTo: string | null;
  extensionOn: string | null;
  reportedOn: string | null;
  verifiedOn: string | null;
  closedOn: string | null;
  archiveNo: string | null;
  explainedOn: string | null;
  readOn: string | null;
}

export interface RatingFact {
  id: string;
  ratedOn: string;
  channel: "电话问询" | "问卷调查";
  raterKind: number;
  sector: string;
  unit: string;
  item: string;
  rating: string;
  valid: boolean;
}

export interface OpinionFact {
  id: string;
  receivedOn: string;
  channel: string;
  unit: string | null;
  topic: string;
  handledOn: string | null;
  /** What was said, with the caller's name and phone: never to be loaded. */
  text: string;
  caller: Person;
}

export interface RectificationFact {
  id: string;
  unit: string;
  item: string;
  notifiedOn: string;
  dueOn: string;
  doneOn: string | null;
  outcome: "满意" | "不满意" | "未回访" | null;
}

export interface ReportFact {
  id: string;
  unit: string;
  kind: string;
  talentId: string | null;
  eventOn: string | null;
  reportedOn: string;
}

export interface BaseScoreFact {
  year: number;
  unit: string;
  points: string;
  sourceDoc: string;
}
