import {posix} from "node:path";

export interface SingleFileOptions {
  /** The page's own path from the site's root, with forward slashes. */
  path: string;
  /** The whole stylesheet. */
  style: string;
  /** Names of the single files by the path of the page that each is made from. */
  files: ReadonlyMap<string, string>;
  /** For a long ranking: without the links from single numbers to their proofs, and the end tags that HTML can do without. */
  light?: boolean;
}

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

const NOTE = "单文件版：样式和图都在本文件里，可以单独保存、转发和打印；链接只到同一文件夹里的其他单文件。";

/**
 * Returns a built page as one file that needs no other: the stylesheet inside, no script (sorting and filtering are lost, no
 * word is, and no mail gateway stops it), links to pages that are single files too, every other link as plain text. Throws
 * where the page is not of the known shape, or anything in it would still ask for a file.
 */
export function singleFile(page: string, {path, style, files, light = false}: SingleFileOptions): string {
  let single = page;
  const swap = (what: string, from: RegExp, to: string) => {
    if (!from.test(single)) throw new Error(`failed to make a single file of ${path}: no ${what}`);
    single = single.replace(from, () => to);
  };
  swap("policy", /<meta http-equiv="Content-Security-Policy"[^>]*>/, policyTag());
  swap("stylesheet", /<link rel="stylesheet"[^>]*>/, `<style>${style.trim()}</style>`);
  swap("foot", /<\/div>\s*<\/footer>\s*<\/body>/, `<p>${NOTE}</p></div></footer>\n</body>`);
  single = single
    .replace(/<script\b[^>]*>[\s\S]*?<\/script>\n?/g, "")
    // What the script sorts and finds rows by.
    .replace(/ data-(?:sort|find)="[^"]*"/g, "")
    .replace(/<p class="data">[\s\S]*?<\/p>/g, "")
    .replace(/<nav\b[\s\S]*?<\/nav>/g, nav => withoutDead(nav, /<li><a\b[^>]*href="([^"]*)"[^>]*>[^<]*<\/a><\/li>/g))
    .replace(/<footer\b[\s\S]*?<\/footer>/g, foot =>
      withoutDead(foot, /(?: · )?<a\b[^>]*href="([^"]*)"[^>]*>[^<]*<\/a>/g)
    )
    .replace(/<a\b([^>]*)>([\s\S]*?)<\/a>/g, link);
  if (light) single = single.replace(/<\/t[dhr]>(?=<(?:t[dhr]\b|\/t(?:r|head|body|foot)>))/g, "");
  const left = / (?:src|srcset|action|poster|data|xlink:href)="(?!data:)[^"]*"|@import|url\((?!["']?(?:data:|#))/i.exec(
    single.replace(/ fill="url\(#[^"]*"/g, "")
  );
  if (left) throw new Error(`failed to make a single file of ${path}: it would ask for ${left[0]}`);
  return single;

  /** In a list of links and nothing else, a name without its link would be in the way. */
  function withoutDead(list: string, item: RegExp): string {
    return list.replace(item, (whole, href: string) => (target(href) === undefined ? "" : whole));
  }

  function link(whole: string, attributes: string, content: string): string {
    const href = / href="([^"]*)"/.exec(attributes)?.[1];
    if (href === undefined || href.startsWith("#")) return whole;
    const to = light && / class="proof"/.test(attributes) ? undefined : target(href);
    if (to === undefined) return content;
    return `<a${attributes.replace(` href="${href}"`, ` href="${to}"`).replace(/ download(?:="[^"]*")?/, "")}>${content}</a>`;
  }

  /** The address of the single file behind a link (its name has only letters, digits, brackets and hyphens), within the page for a link to itself; undefined where there is none. */
  function target(href: string): string | undefined {
    if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(href)) return undefined;
    const [address = "", anchor] = href.split("#");
    const at = posix.join(posix.dirname(path), decodeURI(address.split("?")[0]!));
    const file = files.get(at);
    if (file === undefined) return undefined;
    const hash = anchor === undefined ? "" : `#${anchor}`;
    return at === path ? hash || "#main" : `${file}${hash}`;
  }
}

function policyTag(): string {
  return `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`;
}
