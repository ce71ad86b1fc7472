import {onHash, writeHash} from "./address.ts";
import {engineObstacle} from "./engine.ts";
import {showFault, showResult} from "./query/answer.ts";
import {element, part} from "./query/dom.ts";
import {explainError} from "./query/explain.ts";
import {addHistory, clearHistory, readHistory} from "./query/history.ts";
import {hashOfSql, isBroken, type Order, orderOfHash, sqlOfHash} from "./query/link.ts";
import {bindSchema} from "./query/schema.ts";
import {openSession, type Session} from "./query/session.ts";
import {checkStatement} from "./query/statement.ts";

/** The page lies in the site's root. */
const BASE = "";
const MEGABYTE = 1_000_000;

start();

function start(): void {
  const place = document.getElementById("query");
  if (!place) return;
  const folder = place.dataset.folder ?? "data/";
  const obstacle = engineObstacle();
  if (obstacle) {
    part("query-needs").prepend(element("p", {}, element("strong", {}, obstacle)));
    return;
  }
  part("query-needs").remove();

  const answer = part("query-answer");
  const input = element("textarea", {
    id: "query-sql",
    rows: 7,
    spellcheck: "false",
    autocomplete: "off",
    autocapitalize: "off",
    "aria-describedby": "query-keys"
  });
  const runButton = element("button", {type: "button", class: "push main", onclick: () => void run()}, "运行");
  const stopButton = element(
    "button",
    {type: "button", class: "push", disabled: true, onclick: () => void stop()},
    "停止"
  );
  const linkButton = element("button", {type: "button", class: "push", onclick: () => copyLink()}, "复制链接");
  const status = element("p", {role: "status", class: "query-status"});
  const bar = element("progress", {hidden: true, "aria-label": "取数据引擎的进度"});
  const past = element("details", {class: "query-past"});
  part("query-editor").append(
    element("label", {for: "query-sql"}, "查询语句"),
    input,
    element(
      "p",
      {class: "query-controls"},
      runButton,
      " ",
      stopButton,
      " ",
      linkButton,
      " ",
      element("small", {id: "query-keys"}, "按 Ctrl+Enter 运行。第一次运行要从本站取约 9 MB 的数据引擎。")
    ),
    bar,
    status,
    past
  );

  let session: Promise<Session> | undefined;
  let running = false;
  let clock: ReturnType<typeof setInterval> | undefined;
  /** The query that the address brought or that was answered last, and in which order its result is to stand. */
  let ordered: {sql: string; order: Order | undefined} | undefined;

  input.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void run();
    }
  });
  for (const item of document.querySelectorAll("[data-example]")) {
    const title = item.querySelector("summary")!.textContent;
    const text = item.querySelector("pre code")!.textContent!;
    item
      .querySelector("details")!
      .after(
        element(
          "button",
          {type: "button", class: "push", "aria-label": `填入示例：${title}`, onclick: () => fill(text)},
          "填入"
        )
      );
  }
  bindSchema(insert);
  showPast(readHistory());
  const shared = sqlOfHash(location.hash);
  input.value = shared ?? document.querySelector("[data-example] pre code")!.textContent!;
  if (shared !== undefined) {
    ordered = {sql: shared, order: orderOfHash(location.hash)};
    say("链接里带来一条查询，已经填好；看过再运行。");
  }
  if (isBroken(location.hash)) {
    writeHash("");
    say("链接里的查询残缺，没有填入。");
  }
  onHash(hash => {
    const sql = sqlOfHash(hash);
    if (sql === undefined) return;
    ordered = {sql, order: orderOfHash(hash)};
    if (sql !== input.value) fill(sql);
  });

  async function run(): Promise<void> {
    if (running) return;
    const text = input.value;
    // Kept before it is run: a query that fails, or is stopped, is one to mend.
    if (text.trim()) showPast(addHistory(text));
    const checked = checkStatement(text);
    if ("fault" in checked) {
      showFault(answer, {what: checked.fault, hints: [], original: ""});
      say("没有运行。");
      return;
    }
    setRunning(true);
    say("正在准备……");
    let opened: Session | undefined;
    try {
      session ??= openSession({base: BASE, folder}, watch);
      opened = await session;
      const started = performance.now();
      const result = await opened.run(checked.sql);
      const remember = (order: Order | undefined) => {
        ordered = {sql: text, order};
        // A link to another query must not stay in the address either.
        writeHash(hashOfSql(text, order) ?? "");
      };
      const order = orderOf(text);
      showResult(answer, text, result, (performance.now() - started) / 1000, {order, ordered: remember});
      remember(order);
      say(`完成：${result.total}行。`);
    } catch (error) {
      if (!opened) session = undefined;
      showFailure(error, checked.sql, opened);
    } finally {
      setRunning(false);
    }
  }

  function showFailure(error: unknown, sql: string, opened: Session | undefined): void {
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof Error && error.name === "Stopped") {
      showFault(answer, {what: "查询已停止。", hints: ["页面和数据表都还在，可以改了再运行。"], original: ""});
      say("已停止。");
      return;
    }
    if (!opened) showFault(answer, {what: message, hints: [], original: ""});
    else showFault(answer, explainError(message, sql, opened.catalog));
    say("没有运行成功，原因见下。");
  }

  async function stop(): Promise<void> {
    stopButton.disabled = true;
    say("正在停止……");
    await (await session)?.stop();
    // Between two steps there is nothing to stop; the next can be.
    stopButton.disabled = !running;
  }

  const watch = {
    engine(loaded: number, total: number): void {
      bar.hidden = false;
      bar.max = total;
      bar.value = loaded;
      if (loaded >= total) {
        say("正在启动数据引擎……");
        return;
      }
      say(`正在取数据引擎：${(loaded / MEGABYTE).toFixed(1)} / ${(total / MEGABYTE).toFixed(1)} MB`);
    },
    table({title, rows}: {title: string; rows: number}): void {
      bar.hidden = true;
      say(`正在载入“${title}”${rows ? `（${rows}行）` : ""}……`);
    },
    query(): void {
      bar.hidden = true;
      stopButton.disabled = false;
      const started = performance.now();
      const tell = () => say(`正在查询，已${Math.round((performance.now() - started) / 1000)}秒……`);
      clearInterval(clock);
      clock = setInterval(tell, 1000);
      tell();
    }
  };

  function setRunning(on: boolean): void {
    running = on;
    runButton.disabled = on;
    if (on) return;
    clearInterval(clock);
    stopButton.disabled = true;
    bar.hidden = true;
  }

  function say(text: string): void {
    status.textContent = text;
  }

  function fill(sql: string): void {
    input.value = sql;
    input.focus();
    input.setSelectionRange(0, 0);
    input.scrollTop = 0;
    input.scrollIntoView({block: "nearest"});
  }

  function insert(text: string): void {
    const {selectionStart, selectionEnd, value} = input;
    const before = /[\w"\u4e00-\u9fff]$/.test(value.slice(0, selectionStart)) ? " " : "";
    input.setRangeText(before + text, selectionStart, selectionEnd, "end");
    input.focus();
  }

  function orderOf(sql: string): Order | undefined {
    return ordered?.sql === sql ? ordered.order : undefined;
  }

  function copyLink(): void {
    const hash = hashOfSql(input.value, orderOf(input.value));
    if (hash === undefined) {
      say("这条查询太长，放不进链接；请存成文件转给别人。");
      return;
    }
    const url = new URL(location.href);
    url.hash = hash;
    writeHash(hash);
    const done = () => say("链接已复制，打开它的人会看到同一条查询；查询写在 # 后面，不经过服务器。");
    const byHand = () => {
      const box = element("input", {value: url.href, readonly: true, "aria-label": "带查询的链接"});
      status.replaceChildren("请复制这个链接：", box);
      box.select();
    };
    // An intranet without encryption has no clipboard for scripts.
    if (navigator.clipboard) navigator.clipboard.writeText(url.href).then(done, byHand);
    else byHand();
  }

  function showPast(all: readonly string[]): void {
    past.hidden = !all.length;
    past.replaceChildren(
      element("summary", {}, `最近的查询（${all.length}）`),
      element(
        "ul",
        {},
        ...all.map(sql =>
          element(
            "li",
            {},
            element(
              "button",
              {type: "button", class: "insert", onclick: () => fill(sql)},
              element("code", {}, firstWords(sql))
            )
          )
        )
      ),
      element(
        "button",
        {
          type: "button",
          class: "push",
          onclick: () => {
            clearHistory();
            showPast([]);
            say("最近的查询已清空。");
          }
        },
        "清空"
      )
    );
  }
}

function firstWords(sql: string): string {
  const words = sql.replace(/\s+/g, " ").trim();
  return words.length > 100 ? `${words.slice(0, 100)}…` : words;
}
