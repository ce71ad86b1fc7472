import type {Browser} from "playwright-core";
import {afterAll, beforeAll} from "vitest";
import {type Built, builtSample} from "../built.ts";
import {openBrowser, serve} from "./browser.ts";

/** The sample's site behind a server, and a browser to look at it with. */
export interface SampleSite {
  browser: Browser;
  sample: Built;
  site: Awaited<ReturnType<typeof serve>>;
}

/** Returns the sample's site, which is there from the file's first test to its last; `patience` in milliseconds. */
export function sampleSite(patience: number): SampleSite {
  const opened = {} as SampleSite;
  beforeAll(async () => {
    const [browser, sample] = await Promise.all([openBrowser(), builtSample()]);
    Object.assign(opened, {browser, sample, site: await serve(sample.dist)});
  }, patience);
  afterAll(async () => {
    await opened.browser?.close();
    await opened.site?.close();
  });
  return opened;
}
