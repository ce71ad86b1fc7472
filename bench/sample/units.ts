import type {CitySizes} from "./city.ts";
import type {UnitFact, UnitKind} from "./facts.ts";
import {
  CLOSED_STREET,
  DEPARTMENTS,
  DISTRICT_ZONES,
  DISTRICTS,
  MEMBERS,
  placeName,
  RENAMED_TOWN,
  STREETS,
  TOWNS,
  villageName,
  ZONES
} from "./names.ts";
import {people} from "./people.ts";
import {random} from "./random.ts";

export const MERGED_ON = "2023-07-01";
export const RENAMED_ON = "2024-03-01";
export const FOUNDED_ON = "2023-01-01";
const RANKED: readonly UnitKind[] = ["镇", "街道", "开发区", "成员单位"];

/** Returns the directory: ranked units, villages below the towns, departments, talent districts and employers. */
export function generateUnits({seed, units: ranked, villages}: CitySizes): UnitFact[] {
  const draw = random(seed, "units");
  const newPerson = people(random(seed, "units/people"), 3);
  const zoneCount = Math.round((ranked * 3) / 57);
  const memberCount = Math.round((ranked * 28) / 57);
  const townCount = Math.max(ranked > 0 ? 1 : 0, ranked - zoneCount - memberCount);
  const streetCount = Math.min(townCount, Math.round((townCount * 5) / 26));
  const streets = Array.from({length: streetCount}, (_, index) =>
    unit(code(0, index + 1, streetCount), STREETS[index] ?? `${placeName(index)}街道`, "街道", {order: index + 1})
  );
  const towns = Array.from({length: townCount - streetCount}, (_, index) =>
    unit(code(1, index + 1, townCount), TOWNS[index] ?? `${placeName(index)}镇`, "镇", {
      order: streetCount + index + 1
    })
  );
  const zones = Array.from({length: zoneCount}, (_, index) =>
    unit(code(2, index + 1, zoneCount), ZONES[index] ?? `${placeName(index)}开发区`, "开发区", {
      order: index + 1,
      ...(index === 2 ? {from: FOUNDED_ON} : {})
    })
  );
  const members = Array.from({length: memberCount}, (_, index) => {
    const [name, short, former] = MEMBERS[index] ?? [`市${placeName(index)}工作局`, `${placeName(index)}局`];
    return unit(code(3, index + 1, memberCount), name, "成员单位", {
      shortName: short,
      order: index + 1,
      formerNames: former ? [former] : []
    });
  });
  const departments = DEPARTMENTS.map(([name, short], index) =>
    unit(code(4, index + 1, 0), name, "市直部门", {shortName: short, order: index + 1})
  );
  const districts = [
    ...DISTRICTS.map((name, index) => unit(code(5, index + 1, 0), name, "县市区", {order: index + 1})),
    ...DISTRICT_ZONES.map((name, index) => unit(code(5, index + 21, 0), name, "功能区", {order: index + 21}))
  ];
  const all = [...withHistory(streets, towns), ...zones, ...members, ...departments, ...districts];
  for (const each of all) each.contact = newPerson();
  return [...all, ...generateVillages([...streets, ...towns], villages), ...generateEmployers(districts)];

  /** Adds the street merged into the first one, and the former row of the town that changed its name. */
  function withHistory(streets: UnitFact[], towns: UnitFact[]): UnitFact[] {
    const rows = [...streets];
    if (streets[0] && ranked >= 20) {
      rows.push(
        unit(code(0, 91, streetCount), CLOSED_STREET, "街道", {order: 90, to: MERGED_ON, successor: streets[0].id})
      );
    }
    for (const town of towns) {
      if (town.name === RENAMED_TOWN.now) {
        rows.push({...town, name: RENAMED_TOWN.before, shortName: shortOf(RENAMED_TOWN.before), to: RENAMED_ON});
        town.from = RENAMED_ON;
      }
      rows.push(town);
    }
    return rows;
  }

  function generateVillages(parents: readonly UnitFact[], count: number): UnitFact[] {
    const rows: UnitFact[] = [];
    const sizes = parents.map(() => draw.int(8, 22));
    const whole = sizes.reduce((sum, size) => sum + size, 0);
    parents.forEach((parent, place) => {
      const share = place === parents.length - 1 ? count - rows.length : Math.round((sizes[place]! * count) / whole);
      for (let index = 0; index < share && rows.length < count; index++) {
        const kind = parent.kind === "街道" ? "社区" : "村";
        const base = villageName(index + place * 7);
        const short = index >= 144 ? `${base}${index}${kind}` : `${base}${kind}`;
        rows.push(
          unit(`${parent.id}${String(index + 1).padStart(3, "0")}`, `${parent.name}${short}`, kind, {
            shortName: short,
            parent: parent.id,
            order: index + 1
          })
        );
      }
    });
    return rows;
  }

  function generateEmployers(parents: readonly UnitFact[]): UnitFact[] {
    return parents.flatMap((parent, place) =>
      EMPLOYERS.map((suffix, index) =>
        unit(code(6, place * EMPLOYERS.length + index + 1, 0), `${parent.name.slice(0, 2)}${suffix}`, "用人单位", {
          parent: parent.id,
          order: index + 1
        })
      )
    );
  }
}

/** What a district's employers are called, and of which sector each is. */
export const EMPLOYER_SECTORS = ["医院", "学校", "学校", "科研院所", "企业", "企业", "社会组织"] as const;
const EMPLOYERS = [
  "中心医院",
  "职业技术学院",
  "实验中学",
  "农业科学研究所",
  "精密制造有限公司",
  "新材料有限公司",
  "社会工作服务中心"
];

/** Returns whether a row of the directory may be ranked. */
export function isRanked(unit: UnitFact): boolean {
  return RANKED.includes(unit.kind);
}

/** Returns whether the unit existed on the day, under any of its names. */
export function isActive(unit: UnitFact, day: string): boolean {
  return (!unit.from || unit.from <= day) && (!unit.to || day < unit.to);
}

/** Returns a look-up of the row in force on a day by code: a renamed unit answers with the name of that day. */
export function directory(units: readonly UnitFact[]): (id: string, day: string) => UnitFact {
  const rows = new Map<string, UnitFact[]>();
  for (const unit of units) rows.set(unit.id, [...(rows.get(unit.id) ?? []), unit]);
  return (id, day) => {
    const found = rows.get(id);
    if (!found) throw new Error(`no such unit: ${id}`);
    return found.find(unit => isActive(unit, day)) ?? found[found.length - 1]!;
  };
}

function shortOf(name: string): string {
  return name.replace(/(街道|镇)$/, "");
}

function unit(id: string, name: string, kind: UnitKind, rest: Partial<UnitFact>): UnitFact {
  return {
    id,
    name,
    shortName: kind === "镇" || kind === "街道" ? shortOf(name) : null,
    kind,
    parent: null,
    order: null,
    from: null,
    to: null,
    successor: null,
    formerNames: [],
    contact: null,
    ...rest
  };
}

/** Returns a code of nine digits; larger cities need more. */
function code(block: number, index: number, count: number): string {
  return `990101${block}${String(index).padStart(count > 99 ? 5 : 2, "0")}`;
}
