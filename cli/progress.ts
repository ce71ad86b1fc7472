/** Says what is going on while something long runs. */
export interface Progress {
  /** Says the next step; the one before is taken as done. */
  step(text: string): void;
  /** Ends the last step. */
  done(text?: string): void;
}

interface Terminal {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/**
 * Returns progress for the stream: a line that rewrites itself on a terminal, a plain line a step elsewhere, nothing
 * where `silent`. Steps carry the seconds since the start.
 */
export function createProgress(stream: Terminal, {silent = false, now = () => performance.now()} = {}): Progress {
  if (silent) return {step() {}, done() {}};
  const start = now();
  const seconds = () => `${((now() - start) / 1000).toFixed(1)} 秒`;
  if (!stream.isTTY) {
    return {
      step: text => void stream.write(`· ${text}\n`),
      done: text => void (text && stream.write(`✓ ${text}（${seconds()}）\n`))
    };
  }
  const line = (mark: string, text: string) => {
    stream.write(`\r\u001b[2K${mark} ${clip(text, (stream.columns ?? 80) - 14)}  ${seconds()}`);
  };
  return {
    step: text => line("·", text),
    done(text) {
      if (text) line("✓", text);
      stream.write(text ? "\n" : "\r\u001b[2K");
    }
  };
}

function clip(text: string, width: number): string {
  let used = 0;
  let out = "";
  for (const character of text) {
    used += displayWidth(character);
    if (used > width) return `${out}…`;
    out += character;
  }
  return out;
}

/** Returns how many columns of a terminal the text takes: two for each Chinese character. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text)
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(
      character
    )
      ? 2
      : 1;
  return width;
}

/** Returns the rows as text columns that line up, numbers to the right where `right` names the column. */
export function formatTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = []
): string {
  const widths = header.map((name, i) => Math.max(displayWidth(name), ...rows.map(row => displayWidth(row[i] ?? ""))));
  const format = (row: readonly string[]) =>
    widths
      .map((width, i) => {
        const cell = row[i] ?? "";
        const pad = " ".repeat(width - displayWidth(cell));
        return right.includes(i) ? pad + cell : cell + pad;
      })
      .join("  ")
      .trimEnd();
  return [format(header), widths.map(width => "─".repeat(width)).join("  "), ...rows.map(format)].join("\n");
}
