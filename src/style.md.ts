import {printPage} from "./build/printPage.ts";

await printPage("style");
