import {addDays, earlier, workday} from "./calendar.ts";
import type {CitySizes} from "./city.ts";
import type {ClaimFact, RuleCode, TalentFact, UnitFact} from "./facts.ts";
import {ANGLES, EVENTS, OUTLETS, PRAISE, TOPICS} from "./names.ts";
import {people} from "./people.ts";
import {random} from "./random.ts";
import {isActive, isRanked} from "./units.ts";

/** The day the bonus policy came into force: what happened before it is claimed in vain. */
export const IN_FORCE = "2021-10-29";

/** Returns every year's claims: a third of the units send none, an eighth live on the press. */
export function generateClaims(
  {seed, claims: perYear, asOf}: CitySizes,
  years: readonly number[],
  units: readonly UnitFact[],
  talents: readonly TalentFact[]
): ClaimFact[] {
  const newPerson = people(random(seed, "claims/people"), 1);
  const unused = random(seed, "claims/talents").shuffle(talents);
  const recognisedIn = new Map(years.map(year => [year, unused.filter(({id}) => id.startsWith(`SL${year}`))]));
  let lastYear: ClaimFact[] = [];
  return years.flatMap(year => {
    const rows = generateYear(year);
    lastYear = rows.filter(row => row.person && !row.irregular && row.review === "通过" && !row.revokedOn);
    return rows;
  });

  function generateYear(year: number): ClaimFact[] {
    const draw = random(seed, `claims/${year}`);
    const count = year === 2021 ? Math.round(perYear * 0.4) : perYear + Math.round((perYear * draw.int(-4, 4)) / 100);
    const senders = weighUnits(year);
    if (!senders.length) return [];
    // One unit a year lives on hiring: it meets the cap of the first rule.
    const recruiter = senders[Math.min(senders.length - 1, Math.round(senders.length * 0.2))]![0].id;
    const articles = new Map<string, ClaimFact[]>();
    const events = new Map<string, ClaimFact[]>();
    const aspects = new Map<string, Set<string>>();
    const people: ClaimFact[] = [];
    const rows: ClaimFact[] = [];
    while (rows.length < count) {
      const unit = draw.weighted(senders);
      const eventOn = eventDay();
      if (!isActive(unit, eventOn)) continue;
      const rule = draw.weighted<RuleCode>([
        ["R4", 67],
        ["R1", unit.id === recruiter ? 260 : unit.kind === "开发区" ? 20 : 7],
        ["R2", 5],
        ["R3", 9],
        ["R5", 6],
        ["N", 5]
      ]);
      const claim = blank(unit, rule, eventOn);
      if (rule === "R1" || rule === "R2") fillPerson(claim);
      else if (rule === "R3") fillEvent(claim, unit);
      else if (rule === "R4") fillArticle(claim, unit);
      else if (rule === "R5") fillAspect(claim);
      else claim.subject = `${unit.shortName ?? unit.name}${draw.pick(PRAISE)}`;
      fillStages(claim);
      rows.push(claim);
    }
    revoke(rows);
    rows.sort((a, b) => (a.eventOn < b.eventOn ? -1 : a.eventOn > b.eventOn ? 1 : 0));
    rows.forEach((claim, index) => {
      claim.id = `JF${year}-${String(index + 1).padStart(4, "0")}`;
    });
    return rows;

    /** Weighs the units: none for 30 %, much for an eighth, little for most. */
    function weighUnits(year: number): [UnitFact, number][] {
      const seen = new Set<string>();
      const ranked = draw
        .shuffle(units.filter(unit => isRanked(unit) || (perYear > 100 && unit.name === "市档案馆")))
        .filter(unit => isActive(unit, `${year}-12-30`) || unit.to?.startsWith(String(year)))
        .filter(unit => !seen.has(unit.id) && seen.add(unit.id));
      const busy = Math.max(1, Math.round(ranked.length * 0.1));
      const silent = ranked.length < 4 ? ranked.length : Math.round(ranked.length * 0.7);
      return ranked
        .slice(0, silent)
        .map((unit, place) => [unit, place < busy ? 44 : place < busy * 2.4 ? 4 : 2] as [UnitFact, number]);
    }

    function eventDay(): string {
      if (year === 2021) {
        return draw.chance(0.3) ? addDays("2021-02-01", draw.int(0, 269)) : addDays(IN_FORCE, draw.int(0, 63));
      }
      if (draw.chance(0.005)) return draw.chance(0.5) ? `${year}-01-01` : earlier(`${year}-12-31`, asOf);
      return earlier(workday(addDays(`${year}-01-03`, draw.int(0, 358))), earlier(`${year}-12-31`, asOf));
    }

    /** Fills in a hire or an own growth; one in eleven is a person whom another unit claims as well. */
    function fillPerson(claim: ClaimFact): void {
      const rival = people.length && draw.chance(0.11) ? draw.pick(people) : null;
      const before = draw.chance(0.02) ? draw.pick(lastYear) : undefined;
      if (before?.person) {
        // The same person as last year: the keys hold within a year, but the office should look.
        Object.assign(claim, {person: before.person, talentId: before.talentId, personBy: before.personBy});
        Object.assign(claim, {degree: before.degree, title: before.title});
        claim.irregular = {field: "人才编号", code: "year_mismatch"};
      } else if (rival && rival.unit !== claim.unit && rival.person) {
        claim.person = rival.person;
        claim.talentId = rival.talentId;
        if (rival.irregular) claim.irregular = rival.irregular;
        claim.personBy = rival.talentId ? (rival.personBy === "number" ? "talent" : "number") : "number";
        claim.degree = rival.degree;
        claim.title = rival.title;
      } else {
        const talent = draw.chance(0.6) ? recognisedIn.get(year)!.pop() : undefined;
        claim.person = talent?.person ?? newPerson();
        claim.talentId = talent?.id ?? null;
        claim.personBy = talent ? draw.pick(["talent", "talent", "number", "both"] as const) : "number";
        if (draw.chance(0.72)) claim.degree = "博士";
        else claim.degree = talent?.degree ?? draw.pick(["硕士", "学士"]);
        claim.title = talent?.title ?? draw.pick(["无", "中级", "副高级", "正高级"]);
        people.push(claim);
      }
      if (draw.chance(0.02)) {
        claim.person = claim.talentId = claim.personBy = null; // 未填人员：缺少计分依据
        claim.irregular = {field: "人才编号", code: "missing_companion"};
      }
      const name = claim.person?.name ?? "高层次人才";
      if (claim.rule === "R1") {
        claim.employment = draw.weighted([
          ["全职", 88],
          ["柔性", 8],
          ["兼职", 4]
        ]);
        claim.subject = `${claim.employment === "全职" ? "全职" : "柔性"}引进${claim.degree === "博士" ? "博士" : "专业技术人才"}${name}`;
        claim.claimedPoints = draw.pick(["0.5", "0.5", "0.1"]);
      } else {
        claim.recognised = draw.chance(0.86);
        claim.subject = `本地培养${name}${claim.recognised ? "通过高层次人才认定" : "拟申报高层次人才"}`;
        claim.claimedPoints = "0.5";
      }
    }

    function fillEvent(claim: ClaimFact, unit: UnitFact): void {
      const earlierEvents = events.get(unit.id) ?? [];
      const again = earlierEvents.length && draw.chance(0.25) ? draw.pick(earlierEvents) : null;
      if (again) {
        claim.eventOn = again.eventOn;
        claim.subject = again.subject;
        claim.eventId = again.eventId;
        claim.level = again.level;
      } else {
        claim.level = draw.weighted([
          ["鞍山市级", 60],
          ["省级", 22],
          ["国家级", 5],
          ["海城市级", 13]
        ]);
        claim.subject = `${year}年${unit.shortName ?? unit.name}${draw.pick(EVENTS)}（第${earlierEvents.length + 1}场）`;
        claim.eventId = draw.chance(0.5) ? `HD${year}-${unit.id.slice(6)}-${earlierEvents.length + 1}` : null;
        if (earlierEvents.length) earlierEvents.push(claim);
        else events.set(unit.id, [claim]);
      }
      claim.role = draw.pick(["经验介绍", "交流发言", "承接活动", "承接会议"]);
      if (draw.chance(0.02)) {
        claim.role = null;
        claim.irregular = {field: "承担角色", code: "missing_companion"};
      }
      claim.claimedPoints = "0.1";
    }

    /** Fills in an article; one in nine is a reprint of the unit's own, its title spelt another way. */
    function fillArticle(claim: ClaimFact, unit: UnitFact): void {
      const own = articles.get(unit.id) ?? [];
      const level = draw.weighted([
        ["海城市级", 74],
        ["鞍山市级", 17],
        ["省级", 7],
        ["国家级", 2]
      ]);
      claim.level = level;
      claim.outlet = draw.pick(OUTLETS[level]!);
      claim.claimedPoints = level === "海城市级" ? "0.2" : "0.5";
      const first = own.length && draw.chance(0.11) ? draw.pick(own) : null;
      if (first) {
        claim.articleId = first.articleId;
        claim.subject = first.articleId ? first.subject : `《${first.subject!.replace("：", " ")}》`;
        return;
      }
      claim.subject = `${unit.shortName ?? unit.name}：${draw.pick(TOPICS)}${draw.pick(ANGLES)}（${year}年第${own.length + 1}篇）`;
      claim.articleId = draw.chance(0.6) ? `GJ${year}-${unit.id.slice(6)}-${own.length + 1}` : null;
      if (own.length) own.push(claim);
      else articles.set(unit.id, [claim]);
    }

    function fillAspect(claim: ClaimFact): void {
      const taken = aspects.get(claim.unit) ?? new Set<string>();
      const free = ["双招双引", "成果转化率", "技术合同交易额"].filter(aspect => !taken.has(aspect));
      claim.aspect = free.length && draw.chance(0.8) ? draw.pick(free) : draw.pick(["双招双引", "成果转化率"]);
      aspects.set(claim.unit, taken.add(claim.aspect));
      claim.verdict = draw.chance(0.85) ? "显著" : "一般";
      claim.subject = `${year}年度${claim.aspect}实绩考评`;
      if (draw.chance(0.02)) {
        claim.aspect = null;
        claim.irregular = {field: "考评方面", code: "missing_companion"};
      }
      claim.claimedPoints = "0.2";
    }

    /** Fills in application, review and signature: four batches a year, the last in the January after. */
    function fillStages(claim: ClaimFact): void {
      const close = `${year + 1}-01-05`;
      // Nobody could apply before there was a policy to apply under.
      const since = claim.eventOn < IN_FORCE ? IN_FORCE : claim.eventOn;
      const applied = earlier(workday(addDays(since, draw.int(3, 40))), close);
      claim.appliedOn = earlier(applied, asOf);
      const reviewed = earlier(workday(addDays(claim.appliedOn, draw.int(4, 25))), `${year + 1}-01-10`);
      if (reviewed > asOf) return;
      claim.review = draw.weighted([
        ["通过", 90],
        ["退回补正", 3],
        ["不予认定", 5],
        ["待审核", 2]
      ]);
      if (claim.review === "待审核") return;
      claim.reviewedOn = reviewed;
      if (claim.review !== "通过" || draw.chance(0.01)) return;
      const batches = [`${year}-04-15`, `${year}-07-15`, `${year}-10-16`, `${year + 1}-01-13`];
      const signed = batches.find(day => day > reviewed)!;
      if (signed <= asOf) claim.signedOn = signed;
    }

    /** Takes back some signed claims: one for a false report, two for other grounds. */
    function revoke(rows: readonly ClaimFact[]): void {
      const signed = draw.shuffle(
        rows.filter(row => row.signedOn && row.eventOn >= IN_FORCE && addDays(row.signedOn, 60) <= asOf)
      );
      const sent = new Map<string, number>();
      for (const {unit} of rows) sent.set(unit, (sent.get(unit) ?? 0) + 1);
      // A false report voids the unit's year: it happens to a unit of a few claims.
      const [liar] = signed.filter(row => sent.get(row.unit)! >= 3 && sent.get(row.unit)! < 24);
      const others = signed.filter(row => row !== liar);
      const grounds = ["虚报", "其他", "其他"];
      const extra = Math.floor(count / 10_000);
      for (let index = 0; index < grounds.length + extra; index++) {
        const row = index === 0 ? liar : others[index];
        if (!row) continue;
        row.revokedOn = addDays(row.signedOn!, draw.int(20, 60));
        row.revokeGround = grounds[index] ?? draw.pick(["虚报", "瞒报", "其他"]);
      }
    }

    function blank(unit: UnitFact, rule: RuleCode, eventOn: string): ClaimFact {
      return {
        id: "",
        unit: unit.id,
        rule,
        subject: null,
        eventOn,
        level: null,
        person: null,
        talentId: null,
        personBy: null,
        employment: null,
        degree: null,
        title: null,
        recognised: null,
        eventId: null,
        role: null,
        articleId: null,
        outlet: null,
        aspect: null,
        verdict: null,
        claimedPoints: null,
        appliedOn: null,
        review: "待审核",
        reviewedOn: null,
        signedOn: null,
        revokedOn: null,
        revokeGround: null
      };
    }
  }
}
