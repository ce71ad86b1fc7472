import type {EngineResult} from "../engine.ts";
import {drawChart} from "./chart.ts";
import {chartData, chooseColumns} from "./chartData.ts";
import {compareValues, isNumber, shownColumns} from "./display.ts";
import {element} from "./dom.ts";
import {resultCsv} from "./download.ts";
import type {Explanation} from "./explain.ts";
import type {Order} from "./link.ts";
import {KEPT} from "./session.ts";

/** Rows that are shown at once; the download has them all. */
const SHOWN = 500;

/** In which order a result opens, the query's own where none is said, and what is called when the reader chooses another. */
export interface Ordering {
  order?: Order | undefined;
  ordered?: (order: Order) => void;
}

/** Puts the result of a query in place of the last: how many rows, the chart where there can be one, the table. */
export function showResult(
  place: HTMLElement,
  sql: string,
  result: EngineResult,
  seconds: number,
  ordering: Ordering = {}
): void {
  const {columns, rows, total} = result;
  const shown = Math.min(rows.length, SHOWN);
  const summary = [
    `共${total}行${columns.length}列，用时${seconds.toFixed(2)}秒。`,
    rows.length > shown
      ? `下面是前${shown}行，下载的文件里${total > rows.length ? `有前${rows.length}行` : "是全部"}。`
      : "",
    total > rows.length ? `结果超过${KEPT}行，只留下前${rows.length}行：请加条件或汇总。` : ""
  ].join("");
  const download = element(
    "button",
    {type: "button", class: "push", onclick: () => void saveCsv(result)},
    "下载结果（CSV）"
  );
  const section = element(
    "section",
    {class: "query-result"},
    element("h2", {tabindex: -1}, "结果"),
    element("p", {class: "query-summary"}, summary, " ", ...(rows.length ? [download] : [])),
    element("pre", {class: "query-text"}, element("code", {}, sql.trim()))
  );
  place.replaceChildren(section);
  place.closest(".query")?.classList.add("answered");
  if (!columns.length) return;
  const figure = makeChart(result);
  if (figure) section.append(figure);
  section.append(makeTable(result, ordering));
  figure?.draw();
}

/** Puts in place of the result why there is none. */
export function showFault(place: HTMLElement, {what, hints, place: where, original}: Explanation): void {
  place.replaceChildren(
    element(
      "section",
      {class: "query-fault"},
      element("h2", {tabindex: -1}, "没有结果"),
      element("p", {}, element("strong", {}, where ? `第${where.line}行第${where.column}个字：${what}` : what)),
      ...(where ? [element("pre", {}, element("code", {}, ...marked(where)))] : []),
      ...(hints.length ? [element("ul", {}, ...hints.map(hint => element("li", {}, hint)))] : []),
      ...(original
        ? [
            element(
              "details",
              {},
              element("summary", {}, "数据引擎的原文"),
              element("pre", {tabindex: 0}, element("code", {}, original))
            )
          ]
        : [])
    )
  );
}

/** The line with the word at the place set off. */
function marked({text, column}: {text: string; column: number}): (Node | string)[] {
  const at = column - 1;
  const word = /^(?:"[^"]*"?|[\p{L}\p{N}_]+|.)/u.exec(text.slice(at))?.[0] ?? "";
  return [text.slice(0, at).trimStart(), element("mark", {}, word), text.slice(at + word.length)];
}

async function saveCsv(result: EngineResult): Promise<void> {
  const blob = new Blob([await resultCsv(result)], {type: "text/csv;charset=utf-8"});
  const link = element("a", {href: URL.createObjectURL(blob), download: "查询结果.csv"});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

function makeTable(result: EngineResult, {order, ordered}: Ordering): HTMLElement {
  const {columns, rows} = result;
  const shown = shownColumns(result);
  const body = element("tbody");
  const heads = columns.map((column, i) => {
    const head = element("th", {scope: "col", class: shown[i]!.number ? "number" : undefined}, column.name);
    const press = () => {
      const up = head.getAttribute("aria-sort") !== "ascending";
      sortBy(i, up);
      ordered?.({column: i + 1, up});
    };
    const button = element("button", {type: "button", "aria-label": `按${column.name}排序`, onclick: press});
    head.append(button);
    return head;
  });

  function fill(ordered: EngineResult["rows"]): void {
    body.replaceChildren(
      ...ordered
        .slice(0, SHOWN)
        .map(row =>
          element(
            "tr",
            {},
            ...row.map((value, i) =>
              element("td", {class: shown[i]!.number ? "number" : undefined}, shown[i]!.text(value))
            )
          )
        )
    );
    if (!ordered.length) {
      body.append(element("tr", {}, element("td", {class: "empty", colspan: columns.length}, "没有符合条件的行")));
    }
  }

  function sortBy(i: number, up: boolean): void {
    for (const head of heads) head.removeAttribute("aria-sort");
    heads[i]!.setAttribute("aria-sort", up ? "ascending" : "descending");
    const number = isNumber(columns[i]!);
    const places = rows.map((row, place) => ({row, place}));
    places.sort((a, b) => (up ? 1 : -1) * compareValues(a.row[i]!, b.row[i]!, number) || a.place - b.place);
    fill(places.map(({row}) => row));
  }

  if (order && order.column <= columns.length) sortBy(order.column - 1, order.up);
  else fill(rows);
  const caption = rows.length > SHOWN ? `查询结果，前${SHOWN}行` : "查询结果";
  return element(
    "div",
    {class: "scroll", role: "group", tabindex: 0, "aria-label": caption},
    element("table", {}, element("caption", {}, caption), element("thead", {}, element("tr", {}, ...heads)), body)
  );
}

type Chart = HTMLElement & {draw(): void};

/** A quick drawing, with a choice of what stands along it and what is drawn; nothing where there is no number. */
function makeChart(result: EngineResult): Chart | undefined {
  const choice = chooseColumns(result);
  if (!choice) return undefined;
  const {columns} = result;
  const drawing = element("div", {class: "drawing"});
  const title = element("h3");
  const note = element("p");
  const select = (label: string, places: readonly number[], chosen: number) => {
    const box = element(
      "select",
      {onchange: () => draw()},
      ...places.map(i => element("option", {value: i, selected: i === chosen}, columns[i]!.name))
    );
    return {box, label: element("label", {}, label, box)};
  };
  const key = select("按", choice.keys, choice.key);
  const value = select("看", choice.values, choice.value);

  function draw(): void {
    const [by, of] = [Number(key.box.value), Number(value.box.value)];
    const data = chartData(result, by, of);
    const label = `${columns[of]!.name}，按${columns[by]!.name}`;
    title.textContent = label;
    note.textContent = data.left
      ? `只画前${data.data.length}个，其余${data.left}个在下面的表里。`
      : "数字都在下面的表里。";
    drawing.replaceChildren(...(data.data.length ? [drawChart(data, label, Math.max(280, drawing.clientWidth))] : []));
  }

  const figure = element(
    "figure",
    {class: "query-chart"},
    element("figcaption", {}, title, note, element("p", {class: "query-controls"}, key.label, " ", value.label)),
    drawing
  );
  return Object.assign(figure, {draw});
}
