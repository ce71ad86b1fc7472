import {createCore} from "../../loaders/core.ts";
import {type Database, openDatabase, type Value} from "../../loaders/database.ts";
import {identifier} from "../../loaders/sql.ts";
import {createStage} from "../../loaders/stage.ts";
import {TABLES} from "../../publish/dictionary.ts";

const PLACEHOLDER = "$".concat("{");

/** Words that would run, break out of their place or end the page if anything forgot to escape them. */
export const HOSTILE = {
  script: "<script>window.hacked=1</script>",
  attribute: '"><img src=x onerror=window.hacked=1>',
  program: `${PLACEHOLDER}window.hacked=1}`,
  close: "</td></table></main>",
  markdown: `[甲](javascript:window.hacked=1) ${PLACEHOLDER}1+1}\n\n# 标题`,
  entity: "&lt;b&gt;&#60;",
  formula: "=1+1|cmd",
  direction: "甲\u202e乙\u2067丙\u200f丁 مرحبا",
  long: `${"名称很长的单位".repeat(28)}就到这里`,
  unbroken: "W".repeat(200)
} as const;

/** Tables of `score` that only pages read; none is published. */
const HELPERS = `
CREATE TABLE score.satisfaction_city (year INTEGER, dimension VARCHAR, key VARCHAR, n BIGINT, very_satisfied BIGINT,
  satisfied BIGINT, basic BIGINT, dissatisfied BIGINT, very_dissatisfied BIGINT, unknown BIGINT, suppressed BOOLEAN);
CREATE TABLE score.satisfaction_index (year INTEGER, unit_id VARCHAR, item VARCHAR, n BIGINT, points BIGINT);
CREATE TABLE score.opinion_channels (year INTEGER, channel VARCHAR, opinions BIGINT, handled BIGINT);
CREATE TABLE score.assessment_stages (year INTEGER, due BIGINT, declared BIGINT, unit_graded BIGINT, county_graded BIGINT,
  filed BIGINT, assessed_filed BIGINT, paid BIGINT, unpaid BIGINT, declared_to_unit_median BIGINT, declared_to_unit_max BIGINT, unit_to_county_median BIGINT,
  unit_to_county_max BIGINT, county_to_filed_median BIGINT, county_to_filed_max BIGINT);
CREATE TABLE score.grade_matrix (year INTEGER, unit_grade VARCHAR, county_grade VARCHAR, grade VARCHAR, persons BIGINT);
CREATE TABLE score.inspection_items (year INTEGER, inspection_id VARCHAR, unit_id VARCHAR, category VARCHAR, method VARCHAR,
  state VARCHAR, notice BOOLEAN, notice_on DATE, due_on DATE, explained_on DATE, reported_on DATE, verified_on DATE, closed_on DATE, read_on DATE, archived BOOLEAN);
CREATE TABLE score.inspection_groups (year INTEGER, dimension VARCHAR, key VARCHAR, items BIGINT, notices BIGINT,
  closed_on_time BIGINT, closed_late BIGINT, overdue BIGINT, overdue_unexplained BIGINT, explained_unread BIGINT,
  running BIGINT, no_deadline BIGINT, unannounced BIGINT, unapproved BIGINT, forewarned BIGINT);
CREATE TABLE score.absence_runs (unit_id VARCHAR, "from" DATE, "to" DATE, meetings BIGINT);
CREATE TABLE score.task_stages (year INTEGER, tasks BIGINT, linked BIGINT, closed BIGINT, done BIGINT);`;

const SQL_TYPES = {text: "VARCHAR", integer: "INTEGER", points: "BIGINT", date: "DATE", boolean: "BOOLEAN"} as const;

/** Writes a small warehouse with made-up rows, hostile words in every free text, to the path. */
export async function writeFixture(path: string): Promise<void> {
  const db = await openDatabase(path);
  try {
    await createTables(db);
    const names = unitNames();
    await fillMeta(db);
    await fillUnits(db, names);
    await fillBonus(db, names);
    await fillPeople(db);
    await fillInspections(db, names);
    await fillMeetings(db, names);
    await fillRatings(db, names);
    await fillQuality(db);
    await db.run("CHECKPOINT");
  } finally {
    db.close();
  }
}

interface UnitName {
  id: string;
  name: string;
  kind: string;
}

/** Twelve ranked units besides the hostile ones. */
function unitNames(): UnitName[] {
  const plain = Array.from({length: 12}, (_, i) => ({
    id: `S${String(i + 1).padStart(3, "0")}`,
    name: `${"甲乙丙丁戊己庚辛壬癸子丑"[i]}河镇`,
    kind: "镇"
  }));
  const hostile = Object.values(HOSTILE).map((name, i) => ({id: `H-${i}/${i}`, name, kind: "街道"}));
  return [...plain, ...hostile];
}

async function createTables(db: Database): Promise<void> {
  const published = TABLES.map(({name, schema, columns}) => {
    const extra = name === "bonus_ledger" ? ["scenario VARCHAR"] : [];
    const list = [...columns.map(column => `${identifier(column.name)} ${SQL_TYPES[column.type]}`), ...extra];
    return `CREATE TABLE ${schema}.${identifier(name)} (${list.join(", ")});`;
  });
  await db.run(`${createCore()}
${createStage()}
CREATE SCHEMA score; CREATE SCHEMA quality; CREATE SCHEMA meta;
CREATE TABLE meta.settings (key VARCHAR, value VARCHAR);
CREATE TABLE meta.datasets (dataset VARCHAR, files INTEGER, rows INTEGER, accepted INTEGER, rejected INTEGER);
${published.join("\n")}
${HELPERS}`);
}

async function insert(db: Database, table: string, rows: readonly Record<string, Value>[]): Promise<void> {
  const [schema, name] = table.split(".") as [string, string];
  const columns = await db.all<{name: string}>(
    "SELECT column_name AS name FROM duckdb_columns() WHERE schema_name = $1 AND table_name = $2 ORDER BY column_index",
    [schema, name]
  );
  await db.append(
    schema,
    name,
    rows.map(row => columns.map(column => row[column.name] ?? null))
  );
}

async function fillMeta(db: Database): Promise<void> {
  const settings = {
    city: "示例市",
    as_of: "2025-12-31",
    policies: JSON.stringify(["haicheng-2021-2", "liaocheng-2022-15"]),
    groups: JSON.stringify([{name: "镇（街道）", kinds: ["镇", "街道"]}]),
    thresholds: JSON.stringify({
      minCell: 5,
      minRatings: 30,
      satisfiedShare: 800,
      reportDays: 15,
      dueSoonDays: 3,
      excellentReference: null
    }),
    satisfaction_index: JSON.stringify({非常满意: 100, 满意: 80, 基本满意: 60, 不满意: 30, 非常不满意: 0}),
    publish: JSON.stringify({public: false, years: {}})
  };
  await insert(
    db,
    "meta.settings",
    Object.entries(settings).map(([key, value]) => ({key, value}))
  );
  const datasets = [
    "units",
    "talents",
    "assessments",
    "claims",
    "inspections",
    "meetings",
    "attendance",
    "tasks",
    "ratings",
    "opinions",
    "rectifications"
  ];
  await insert(
    db,
    "meta.datasets",
    datasets.map(dataset => ({dataset, files: 1, rows: 20, accepted: 19, rejected: 1}))
  );
}

async function fillUnits(db: Database, names: readonly UnitName[]): Promise<void> {
  const rows = names.map(({id, name, kind}, i) => ({
    unit_id: id,
    name,
    short_name: null,
    kind,
    sort_order: i,
    former_names: i ? null : HOSTILE.script
  }));
  await insert(db, "core.units", rows);
  await insert(db, "score.units", rows);
}

const RULES = ["R1", "R2", "R3", "R4", "R5"];
const CAPS = [1000, 1000, 400, 2000, 600];

async function fillBonus(db: Database, names: readonly UnitName[]): Promise<void> {
  await insert(
    db,
    "score.rules",
    RULES.map((rule_id, i) => ({
      policy: "haicheng-2021-2",
      rule_id,
      from: "2021-10-29",
      title: `规则${i + 1}`,
      clause: `激励奖励制度 二（二）${i + 1}`,
      says: HOSTILE.entity,
      key: i < 2 ? "同一人员" : "同一申报",
      values: "每项0.1",
      caps: String(CAPS[i]! / 1000)
    }))
  );
  await insert(
    db,
    "score.readings",
    ["at_least", "exactly"].map((option, i) => ({
      policy: "haicheng-2021-2",
      reading_id: "title_above",
      option,
      meaning: HOSTILE.entity,
      clause: "二（二）1",
      ask: HOSTILE.markdown,
      is_default: i === 0,
      chosen: i === 0
    }))
  );
  const ledger: Record<string, Value>[] = [];
  const scores: Record<string, Value>[] = [];
  const totals = names.map(({id, name}, u) => {
    const points = RULES.map((rule, r) => {
      const raw = u % 5 === 4 ? 0 : ((u * 7 + r * 3) % 6) * 200;
      const counted = Math.min(raw, CAPS[r]!);
      scores.push(
        ...["signed", "reviewed", "claimed"].map(basis => ({
          year: 2025,
          basis,
          unit_id: id,
          rule_id: rule,
          items: raw / 200,
          raw,
          points: counted,
          cap_loss: raw - counted
        }))
      );
      for (let n = 0; n < raw / 200; n++) {
        const before = Math.min(n * 200, CAPS[r]!);
        const after = Math.min((n + 1) * 200, CAPS[r]!);
        ledger.push(
          ...["signed", "reviewed", "claimed"].map(basis => ({
            year: 2025,
            basis,
            scenario: "base",
            unit_id: id,
            unit_name: name,
            rule_id: rule,
            clause: "二（二）",
            claim_id: `C-${u}-${r}-${n}`,
            event_on: "2025-03-01",
            nth: n + 1,
            raw: 200,
            cumulative: (n + 1) * 200,
            cap: CAPS[r]!,
            points: after - before,
            disposition: after > before ? "counted" : "over_cap",
            contested: false,
            source_file: `claims/${HOSTILE.attribute}.csv`,
            source_row: n + 2
          }))
        );
      }
      return counted;
    });
    return {id, name, points, total: points.reduce((a, b) => a + b, 0)};
  });
  await insert(db, "score.bonus_ledger", ledger);
  await insert(db, "score.bonus_scores", scores);
  const subjects = Object.values(HOSTILE);
  await insert(
    db,
    "core.claims",
    ledger
      .filter(row => row.basis === "signed")
      .map((row, i) => ({
        claim_id: row.claim_id!,
        unit: row.unit_id!,
        rule: row.rule_id!,
        subject: subjects[i % subjects.length]!,
        event_on: "2025-03-01"
      }))
  );
  const sorted = [...totals].sort((a, b) => b.total - a.total);
  for (const year of [2024, 2025]) {
    await insert(
      db,
      "score.bonus_ranking",
      sorted.map(({id, name, points, total}, i) => {
        const rank = sorted.findIndex(other => other.total === total) + 1;
        const previous = ((i * 5) % sorted.length) + 1;
        return {
          year,
          basis: "signed",
          group: "镇（街道）",
          rank: year === 2024 ? previous : rank,
          tied: sorted.filter(other => other.total === total).length > 1,
          unit_id: id,
          unit_name: name,
          r1: points[0]!,
          r2: points[1]!,
          r3: points[2]!,
          r4: points[3]!,
          r5: points[4]!,
          total,
          previous_rank: year === 2025 ? previous : null,
          change: "—",
          band_best: Math.max(1, rank - 1),
          band_worst: rank + 2
        };
      })
    );
  }
}

const COUNTS = {
  ...{due: 400, declared: 390, assessed: 380, filed: 370},
  ...{excellent: 60, qualified: 300, unqualified: 8, other: 2, suppressed: false}
};

async function fillPeople(db: Database): Promise<void> {
  const cells = [2022, 2023, 2024, 2025].flatMap(year => [
    {year, dimension: "overall", key: "all", ...COUNTS},
    {year, dimension: "category", key: HOSTILE.close, ...COUNTS},
    {
      year,
      dimension: "category",
      key: "E类",
      due: 0,
      declared: 0,
      assessed: 0,
      filed: 0,
      excellent: 0,
      qualified: 0,
      unqualified: 0,
      other: 0,
      suppressed: true
    }
  ]);
  await insert(db, "score.grade_distribution", cells);
  await insert(db, "score.assessment_stages", [
    {
      ...{
        year: 2025,
        due: 400,
        declared: 390,
        unit_graded: 385,
        county_graded: 380,
        filed: 370,
        assessed_filed: 368,
        paid: 0,
        unpaid: 0
      },
      ...{declared_to_unit_median: 9, declared_to_unit_max: 30, unit_to_county_median: 12, unit_to_county_max: 40},
      ...{county_to_filed_median: 14, county_to_filed_max: 45}
    }
  ]);
  await insert(
    db,
    "score.grade_matrix",
    (
      [
        ["优秀", 60],
        ["合格", 300],
        ["不合格", 8]
      ] as const
    ).map(([grade, persons]) => ({
      year: 2025,
      unit_grade: grade,
      county_grade: grade,
      grade,
      persons
    }))
  );
  await insert(db, "score.outcomes", [
    {
      year: 2025,
      talent_key: "k1",
      district: "S001",
      outcome: "cancel",
      clause: "第十条",
      since_year: 2024,
      needs_review: false
    },
    {
      year: 2025,
      talent_key: "k2",
      district: "S001",
      outcome: "continue",
      clause: "第十条",
      since_year: 2025,
      needs_review: true
    }
  ]);
}

async function fillInspections(db: Database, names: readonly UnitName[]): Promise<void> {
  const rows = names.map(({id}, i) => ({
    inspection_id: `D-${i}`,
    unit: id,
    unit_id: id,
    subject: HOSTILE.script,
    category: String((i % 9) + 1),
    method: "随机抽查",
    approved_on: "2025-02-01",
    notified_on: "2025-02-02",
    visited_on: "2025-02-03",
    notice_on: "2025-02-04",
    notice_no: "1",
    due_on: "2025-06-01",
    closed_on: i % 3 ? "2025-05-20" : null,
    state: i % 3 ? "已销号" : "逾期",
    overdue_days: i % 3 ? null : 213,
    explained: i % 2 === 0
  }));
  await insert(db, "core.inspections", rows);
  await insert(db, "score.inspection_status", rows);
  await insert(
    db,
    "score.inspection_items",
    rows.map(row => ({...row, year: 2025, notice: true, archived: false}))
  );
  const late = rows.filter(({state}) => state === "逾期").length;
  const group = {
    ...{year: 2025, closed_late: 0, overdue_unexplained: 0, explained_unread: 1, running: 0, no_deadline: 0},
    ...{unannounced: 0, unapproved: 0, forewarned: 0}
  };
  const all = {...group, items: rows.length, notices: rows.length, closed_on_time: rows.length - late, overdue: late};
  await insert(db, "score.inspection_groups", [
    {...all, dimension: "overall", key: "all"},
    {...all, dimension: "method", key: "随机抽查"},
    ...names.slice(1).map(({id}, i) => {
      // The first unit stands for a village: its one item goes to the second.
      const items = i ? 1 : 2;
      return {...group, dimension: "town", key: id, items, notices: items, closed_on_time: items, overdue: 0};
    })
  ]);
  await insert(
    db,
    "score.inspection_summary",
    names.map(({id}, i) => ({
      year: 2025,
      unit_id: id,
      items: 1,
      notices: 1,
      closed_on_time: i % 3 ? 1 : 0,
      closed_late: 0,
      overdue: i % 3 ? 0 : 1,
      overdue_unexplained: 0,
      running: 0,
      no_deadline: 0,
      unannounced: 0,
      unapproved: 0
    }))
  );
}

async function fillMeetings(db: Database, names: readonly UnitName[]): Promise<void> {
  const dates = ["2025-01-10", "2025-03-10", "2025-05-10"];
  await insert(
    db,
    "core.meetings",
    dates.map((held_on, i) => ({
      meeting_id: `M-${i}`,
      title: HOSTILE.markdown,
      held_on,
      type: "定期",
      minutes_on: held_on
    }))
  );
  await insert(
    db,
    "core.attendance",
    names.flatMap(({id}, u) =>
      dates.map((_, i) => ({
        meeting_id: `M-${i}`,
        unit: id,
        attendee_kind: "1",
        status: ["到会", "迟到", "缺席"][(u + i) % 3]!
      }))
    )
  );
  await insert(
    db,
    "score.meeting_windows",
    [1, 2, 3, 4, 5, 6].map(window => ({
      year: 2025,
      window,
      from: "2025-01-01",
      to: "2025-02-28",
      regular: window <= 3 ? 1 : 0,
      adhoc: 0,
      held: window <= 3
    }))
  );
  await insert(
    db,
    "score.attendance_summary",
    names.map(({id}) => ({
      year: 2025,
      unit_id: id,
      expected: 3,
      present: 1,
      late: 1,
      substitute: 0,
      leave: 0,
      absent: 1
    }))
  );
  await insert(db, "score.absence_runs", [
    {unit_id: names.at(-1)!.id, from: "2025-01-10", to: "2025-05-10", meetings: 3}
  ]);
  await insert(db, "score.task_stages", [{year: 2025, tasks: 40, linked: 30, closed: 25, done: 20}]);
  await insert(
    db,
    "score.task_funnel",
    names.map(({id}) => ({year: 2025, unit_id: id, tasks: 4, linked: 3, done: 2, done_on_time: 1, overdue: 1}))
  );
}

async function fillRatings(db: Database, names: readonly UnitName[]): Promise<void> {
  const ratings = ["非常满意", "满意", "满意", "基本满意", "不满意"];
  await insert(
    db,
    "core.ratings",
    names.flatMap(({id}, u) =>
      Array.from({length: 40}, (_, i) => ({
        rating_id: `P-${u}-${i}`,
        rated_on: "2025-05-01",
        channel: "电话问询",
        unit: id,
        item: ["P1", "Q2"][i % 2]!,
        rating: ratings[(u + i) % 5]!,
        valid: true
      }))
    )
  );
  await insert(
    db,
    "score.satisfaction",
    names.map(({id}, u) =>
      u === 2
        ? {year: 2025, unit_id: id, item: "all", suppressed: true}
        : {
            year: 2025,
            unit_id: id,
            item: "all",
            n: 40,
            very_satisfied: 8,
            satisfied: 16,
            basic: 8,
            dissatisfied: 8,
            very_dissatisfied: 0,
            unknown: 0,
            suppressed: false
          }
    )
  );
  const counts = {
    ...{
      year: 2025,
      n: 40,
      very_satisfied: 8,
      satisfied: 16,
      basic: 8,
      dissatisfied: 8,
      very_dissatisfied: 0,
      unknown: 0
    },
    suppressed: false
  };
  await insert(db, "score.satisfaction_city", [
    {...counts, dimension: "overall", key: "all"},
    ...["P1", HOSTILE.script].map(key => ({...counts, dimension: "item", key}))
  ]);
  await insert(
    db,
    "score.satisfaction_index",
    names.flatMap(({id}, u) => (u === 2 ? [] : [{year: 2025, unit_id: id, item: "all", n: 40, points: 2880}]))
  );
  await insert(db, "score.opinion_channels", [{year: 2025, channel: HOSTILE.close, opinions: 3, handled: 2}]);
  await insert(db, "core.opinions", [{opinion_id: "O-1", received_on: "2025-05-01", channel: "服务热线"}]);
  await insert(db, "score.rectification_status", [
    {issue_id: "Z-1", unit_id: names[0]!.id, item: "Q1", notified_on: "2025-05-01", due_on: "2025-06-01", state: "逾期"}
  ]);
}

async function fillQuality(db: Database): Promise<void> {
  await insert(db, "quality.load_report", [
    {
      file: `claims/${HOSTILE.script}.csv`,
      dataset: "claims",
      sha256: "0".repeat(64),
      encoding: "UTF-8",
      rows_in_file: 21,
      preamble: 0,
      header: 1,
      repeated_header: 0,
      blank: 0,
      total: 0,
      note: 0,
      accepted: 19,
      rejected: 1
    }
  ]);
  await insert(
    db,
    "quality.issues",
    Object.values(HOSTILE).map((value, i) => ({
      file: `claims/${HOSTILE.script}.csv`,
      row: i + 2,
      field: "发生日期",
      value,
      code: "bad_date",
      severity: "error",
      message: `日期看不懂：“${value}”`
    }))
  );
}
