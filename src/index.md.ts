import {printPage} from "../publish/printPage.ts";

await printPage("index");
