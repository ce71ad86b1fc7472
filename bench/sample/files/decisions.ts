import type {City} from "../city.ts";
import {openDesk, textFile} from "../desk.ts";
import {columns, type OfficeFile, type Row} from "../office.ts";

/** Returns the office's rulings on the last year's claims, where the city has any to rule on. */
export function decisionFiles(city: City, dirt: boolean): OfficeFile[] {
  const {unitAt} = openDesk(city, "decisions", dirt);
  const last = city.claims.filter(
    claim => claim.eventOn >= "2025-01-01" && claim.review === "通过" && !claim.revokedOn
  );
  const article = last.find(claim => claim.rule === "R4" && claim.articleId);
  const twin = last.find(
    claim =>
      claim.rule === "R4" &&
      claim.unit === article?.unit &&
      claim.articleId !== article?.articleId &&
      claim.id !== article?.id
  );
  const hired = last.find(
    claim =>
      claim.rule === "R1" &&
      claim.person &&
      last.some(other => other.person === claim.person && other.unit !== claim.unit)
  );
  const rival = last.find(claim => claim.person === hired?.person && claim.unit !== hired?.unit);
  const rows: Row[] = [];
  if (dirt) rule("claims/JF2025-9208", "级别", "鞍山市级", "经核对样报，刊发媒体为地市级报刊", "2025-12-22");
  if (article && twin)
    rule(`claims/${twin.id}`, "稿件编号", article.articleId!, "两篇为同一稿件改题重发，按一篇计", "2025-11-18");
  if (hired && rival)
    rule(
      `claims/${rival.id}`,
      "申报单位",
      unitAt(hired.unit, hired.eventOn).name,
      "工作合同与该单位签订",
      "2025-11-18"
    );
  if (dirt) rule("claims/JF2025-9306", "排除", "是", "同一事项已在三季度申报，单位书面撤回", "2025-12-25");
  if (!rows.length) return [];
  return [
    textFile(
      "decisions",
      "办公室裁定登记.csv",
      rows,
      {columns: columns("裁定编号", "对象", "字段", "改为", "事由", "裁定人", "裁定日期")},
      {encoding: "utf-8-bom"}
    )
  ];

  function rule(subject: string, field: string, value: string, reason: string, day: string): void {
    rows.push({
      cells: {
        裁定编号: `CD2025-${String(rows.length + 1).padStart(2, "0")}`,
        对象: subject,
        字段: field,
        改为: value,
        事由: reason,
        裁定人: "市人才办主任",
        裁定日期: day
      }
    });
  }
}
