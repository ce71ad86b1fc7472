import {addDays, parts} from "./calendar.ts";
import {DISTRICTS, GIVEN, ROADS, SURNAMES} from "./names.ts";
import type {Random} from "./random.ts";

/** A person as an office's form holds one. Every value is invented; none may leave the workspace. */
export interface Person {
  name: string;
  idNumber: string;
  phone: string;
  address: string;
  sex: "男" | "女";
  /** Such as 1985年3月. */
  born: string;
}

/** Area code of the invented ID numbers: no province begins with 99. */
const AREA = "990101";
const BIRTHDAYS = 12_000;

/** Persons of one maker; those of another begin beyond them. */
const BLOCK = 1_000_000;

/** Returns a maker of persons; no two share an ID number, nor do those of makers with different blocks (0–9). */
export function people(random: Random, block: number): () => Person {
  let count = block * BLOCK;
  return () => {
    const number = count++;
    const birthday = addDays("1962-01-01", (number * 7919 + 4243) % BIRTHDAYS);
    const serial = 100 + (Math.floor(number / BIRTHDAYS) % 900);
    const [year, month] = parts(birthday);
    return {
      name: random.pick(SURNAMES) + random.pick(GIVEN) + random.pick(GIVEN),
      idNumber: withCheckDigit(`${AREA}${birthday.replaceAll("-", "")}${serial}`),
      phone: `120${String(random.int(0, 99_999_999)).padStart(8, "0")}`,
      address: `示例市${random.pick(DISTRICTS)}${random.pick(ROADS)}${random.int(1, 299)}号${random.int(1, 9)}单元${random.int(1, 30)}0${random.int(1, 4)}室`,
      sex: serial % 2 ? "男" : "女",
      born: `${year}年${month}月`
    };
  };
}

/** Returns the 17 digits with the check digit of GB 11643 (ISO 7064 MOD 11-2) behind them. */
export function withCheckDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < 17; index++) sum += Number(digits[index]) * (2 ** (17 - index) % 11);
  return digits + "10X98765432"[sum % 11]!;
}
