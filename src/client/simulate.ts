import {mount} from "./simulate/mount.ts";

for (const place of document.querySelectorAll<HTMLElement>("[data-simulator]")) mount(place);
