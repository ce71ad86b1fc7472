import {literal} from "../../loaders/sql.ts";
import {clauseAt, type SystemContext} from "../context.ts";
import {limitsOf} from "./limits.ts";
import {sayDate, sayUnit} from "./say.ts";

const UNIT = sayUnit("u", "i.unit_id");
const ITEM = `i.inspection_id || '/' || i.unit_id`;
const FROM = `
FROM score.inspection_items AS i
LEFT JOIN alert_units AS u ON u.unit_id = i.unit_id`;

/** Returns the alerts on inspections: A04, A05, A06. The subject is the item's number and the unit's code. */
export function inspectionAlerts(context: SystemContext): string[] {
  return [dueSoon(context), overdue(context), ...compliance(context), unclosed(context)];
}

function dueSoon({asOf, bonus, settings}: SystemContext): string {
  return `
SELECT
  CASE WHEN i.due_on - ${asOf} <= 1 THEN '黄' ELSE '蓝' END,
  'A04', 'inspection', ${ITEM}, i.year, ${clauseAt(bonus, "order", "i.year")},
  ${UNIT} || '的督办事项将于' || ${sayDate("i.due_on")} || '到期，请督促按期办结'${FROM}
WHERE i.standing = 'running' AND i.due_on - ${asOf} <= ${literal(settings.thresholds.dueSoonDays)}`;
}

/** Until the explanation is owed the unit is only pressed; then it has to explain itself, and the head to read it. */
function overdue({bonus, settings}: SystemContext): string {
  return `
SELECT
  '红', 'A04', 'inspection', ${ITEM}, i.year, ${clauseAt(bonus, "overdue", "i.year")},
  ${UNIT} || '的督办事项逾期' || i.overdue_days || '天' || CASE
    WHEN NOT i.explained AND i.overdue_days > ${literal(limitsOf(settings).explainDays)} THEN '，未提交情况说明，请责令出具'
    WHEN i.explained AND i.read_on IS NULL THEN '，情况说明尚未报组长阅示，请报阅'
    ELSE '，请跟踪催办'
  END${FROM}
WHERE i.standing = 'overdue'`;
}

function compliance({bonus}: SystemContext): string[] {
  return [
    `
SELECT
  '红', 'A05', 'inspection', ${ITEM}, i.year, ${clauseAt(bonus, "approve", "i.year")},
  '对' || ${UNIT} || '的督查未经组长事先签批即实地进行，请核实并补报情况'${FROM}
WHERE i.unapproved`,
    `
SELECT
  '红', 'A05', 'inspection', ${ITEM}, i.year, ${clauseAt(bonus, "notify", "i.year")},
  '对' || ${UNIT} || '的暗访督查事先发了通知，请核实'${FROM}
WHERE i.forewarned`
  ];
}

function unclosed({asOf, bonus, settings}: SystemContext): string {
  return `
SELECT
  '黄', 'A06', 'inspection', ${ITEM}, i.year, ${clauseAt(bonus, "overdue", "i.year")},
  ${UNIT} || '反馈办结已' || (${asOf} - i.reported_on) || CASE
    WHEN i.verified_on IS NULL THEN '天，尚未核实，请核实后销号'
    ELSE '天，已核实而未销号，请办理销号'
  END${FROM}
WHERE i.notice AND i.closed_on IS NULL AND ${asOf} - i.reported_on > ${literal(limitsOf(settings).closeDays)}`;
}
