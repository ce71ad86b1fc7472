import {onHash} from "../address.ts";

const THEME = "hengcai-theme";
const root = document.documentElement;

/** Shows the theme that a link asks for, or else the one that the reader chose last. */
export function beginTheme(): void {
  const asked = themeIn(location.hash) ?? themeIn(location.search);
  root.dataset.theme = (asked ?? stored()) === "dark" ? "dark" : "light";
  keep(asked);
  onHash(hash => {
    const theme = themeIn(hash);
    if (theme) root.dataset.theme = theme;
    keep(theme);
  });
}

/** Sets the theme by the switch in the head of the page. */
export function followSwitch(box: HTMLInputElement | null): void {
  if (!box) return;
  box.checked = root.dataset.theme === "dark";
  box.addEventListener("change", () => {
    root.dataset.theme = box.checked ? "dark" : "light";
    keep(root.dataset.theme);
  });
}

function themeIn(text: string): string | undefined {
  return /^(?:#|.*[?&]theme=)(dark|light)(?:&|$)/.exec(text)?.[1];
}

function keep(theme: string | undefined): void {
  if (!theme) return;
  try {
    localStorage.setItem(THEME, theme);
  } catch {
    // A browser that keeps nothing for this page: the choice holds until the page is left.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}
