import {section} from "./frame.ts";
import {type Html, html} from "./html.ts";
import {table} from "./table.ts";

const NAMES = [
  "青禾镇",
  "澄砚镇",
  "槐笙镇",
  "云栖街道",
  "松石镇",
  "白鹭街道",
  "临溪镇",
  "望岳镇",
  "桐荫街道",
  "听泉镇",
  "晴川镇",
  "归雁镇"
];

/** Returns the section with tables in each of their forms. */
export function styleTables(): Html {
  return section(
    "表格",
    html`<p>数字靠右、等宽；缺的写 —；文字靠左。宽表自己左右移动，前两列不动。12 行以上有筛选框，点列头或按回车排序；分组、筛选和次序记在地址里，复制地址就能再看到。没有公布文件的表，下面有按钮存成 CSV。</p>`,
    ranking(),
    plain(),
    empty(),
    extremes()
  );
}

function ranking(): Html {
  return table({
    className: "ranking",
    caption: "位次表：可排序、可筛选，前两列不动（单位：分）",
    interactive: "sample",
    csv: true,
    rowHead: 1,
    columns: [
      {head: "位次", number: true, sticky: true},
      {head: "单位", sticky: true},
      ...["①引进", "②荐才", "③申报", "④宣传", "⑤成果", "合计", "封顶扣减", "上年位次", "位次变化", "位次区间"].map(
        head => ({
          head,
          number: true
        })
      )
    ],
    rows: NAMES.map((name, i) => [
      i === 2 || i === 3 ? {show: "并列3", sort: 3} : {show: String(i + 1), sort: i + 1},
      html`<a href="#main" rel="external">${name}</a>`,
      ...["1.0", "0.8", "0.4", "2.0", "0.6"],
      html`<strong>4.8</strong>`,
      i ? "—" : "0.4",
      String(NAMES.length - i),
      ["↑11", "↓3", "—", "新"][i % 4]!,
      `${i + 1}～${i + 2}`
    ])
  });
}

function plain(): Html {
  return table({
    caption: "普通的表：有合计行、有来源",
    columns: [
      {head: "申报编号"},
      {head: "发生日期", nowrap: true},
      {head: "事项", wide: true},
      {head: "处理结果"},
      {head: "计入", number: true},
      {head: "来源"}
    ],
    rows: [
      [
        html`<span class="code">SB20250001</span>`,
        "2025-03-01",
        "关于推进人才工作的报道",
        html`计分<small>与 <code>SB20250002</code> 重复</small>`,
        "0.2",
        html`<span class="source">claims/申报.csv，第2行</span>`
      ],
      [
        html`<span class="code">SB20250002</span>`,
        "2025-03-01",
        "关于推进人才工作的报道",
        "重复，不计",
        "—",
        html`<span class="source">claims/申报.csv，第3行</span>`
      ]
    ],
    foot: html`<tr><th scope="row" colspan="4">合计</th><td class="number">0.2</td><td></td></tr>`
  });
}

function empty(): Html {
  return table({
    caption: "没有记录的表",
    columns: [{head: "单位"}, {head: "件数", number: true}],
    rows: [],
    empty: "没有逾期的事项"
  });
}

function extremes(): Html {
  return table({
    caption: "很长的名称和校验和：在格内换行，不撑破版面",
    columns: [{head: "单位"}, {head: "SHA-256 校验和"}, {head: "分值", number: true}],
    rows: [
      ["名称很长的单位".repeat(20), html`<code class="hash">${"0123456789abcdef".repeat(4)}</code>`, "1,234,567.8"]
    ]
  });
}
