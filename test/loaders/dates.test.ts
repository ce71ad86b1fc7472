import {expect, test} from "vitest";
import {maybeSerialDate} from "../../loaders/dates.ts";

test.each([
  [45_717, false, "2025-03-01"],
  [45_717.395833333336, false, "2025-03-01T09:30:00"],
  // Nine tenths of a microsecond short of ten o'clock, as 15 digits leave it.
  [45_717.4166666666, false, "2025-03-01T10:00:00"],
  // The end of a day, as databases write it, is not the next day.
  [45_717 + 86_399.997 / 86_400, false, "2025-03-01T23:59:59"],
  [61, false, "1900-03-01"],
  [60.999, false, undefined],
  [60, false, undefined],
  [2_958_465, false, "9999-12-31"],
  [2_958_466, false, undefined],
  [1, true, "1904-01-02"],
  [2_957_003, true, "9999-12-31"],
  [2_957_004, true, undefined],
  [0, true, undefined],
  [Number.NaN, false, undefined]
])("maybeSerialDate(%d, %s) gives %s", (serial, date1904, day) => {
  expect(maybeSerialDate(serial, date1904)).toBe(day);
});
