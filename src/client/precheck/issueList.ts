import type {Issue} from "../../../loaders/issue.ts";
import {neutralise} from "../../../publish/neutralise.ts";
import {ISSUES, SEVERITIES} from "../../../publish/words.ts";

const HEADS = ["文件", "工作表", "行", "字段", "原值", "轻重", "问题", "说明"];
/** Lines that are joined at a time: a million would be one very long text. */
const BLOCK = 10_000;

/** Returns the issues as a CSV file for spreadsheet programs: UTF-8 with BOM, CRLF, no text of it a formula. */
export function issueList(issues: readonly Issue[]): Blob {
  const blocks: string[] = [`\uFEFF${HEADS.map(quote).join(",")}\r\n`];
  for (let i = 0; i < issues.length; i += BLOCK)
    blocks.push(
      issues
        .slice(i, i + BLOCK)
        .map(line)
        .join("")
    );
  return new Blob(blocks, {type: "text/csv;charset=utf-8"});
}

function line({file, sheet, row, field, value, severity, code, message}: Issue): string {
  const words = [SEVERITIES[severity] ?? severity, ISSUES[code] ?? code, message];
  return `${[quote(file), quote(sheet), row ?? "", quote(field), quote(value), ...words.map(quote)].join(",")}\r\n`;
}

function quote(text: string): string {
  return `"${neutralise(text).replaceAll('"', '""')}"`;
}
