/** One slip of the pen in a policy: what stands in place of what, and the faults that it makes, in the order of the text. */
export interface Slip {
  put: string;
  with: string;
  tells: string | readonly string[];
}

const slip = (put: string, instead: string, tells: Slip["tells"]): Slip => ({put, with: instead, tells});

const NO_BASIS = "缺少依据：写明 cite（条款），或 basis: office 并写明 decided_by、decided_on";
const POINTS = (text: string) => `分值无效：“${text}”，应是至多三位小数的数，如 0.5`;
const DAY = (text: string) => `日期无效：“${text}”，应写成 2025-12-31 这样的形式`;
const KEY = (key: string, hint: string) => `没有这个键：“${key}”，${hint}`;

/** In the policy for units: at least one of every kind of fault that a file alone can have. */
export const UNITS: readonly Slip[] = [
  slip("hengcai: 1", "hengcai: 2", "只认得 hengcai: 1 的写法"),
  slip("policy: jiangnan-2024", "policy: Jiangnan", "制度代号只能用小写字母、数字和连字符：“Jiangnan”"),
  slip("title: 江南市", "titel: 江南市", KEY("titel", "是不是“title”？")),
  slip("force: {from: 2024-07-01}", "force: {from: 2024-07-32}", DAY("2024-07-32")),
  slip("begins: 07-01", "begins: 02-29", "年度从哪一天起，应写成 07-01 这样的月-日，不是“02-29”"),
  slip("place_by: event_on", "place_by: reviewed_on", "没有这个归年办法：“reviewed_on”，可用的有：event_on、signed_on"),
  slip("{at: 第三条, says: 办会,", "{says: 办会,", "缺少必填的键：“at”"),
  slip("order: [市级", "ordr: [市级", KEY("ordr", "是不是“order”？")),
  slip("{省级: [部级]}", "{省集: [部级]}", "“level”里没有“省集”"),
  slip("{set: [全职, 柔性]}", "{set: [全职, 柔性, 柔性]}", "词重复：“柔性”"),
  slip("readings:\n", "redings:\n", KEY("redings", "是不是“readings”？")),
  slip("options: {out", "option: {out", KEY("option", "是不是“options”？")),
  slip("default: out", "default: on", "没有这个选项：“on”，是不是“in”？"),
  slip("clause: press", "clause: pres", "没有这个条款：“pres”，是不是“press”？"),
  slip("ask: 转载算不算", "ask:", "“ask”不能为空"),
  slip("counts_when: signed", "counts_when: reviewed", "这里目前只能是 signed，别的办法还不能执行"),
  slip("grounds: [虚报]", "grounds: [谎报]", "没有这个撤销原因：“谎报”，是不是“虚报”？"),
  slip("score:\n", "scroe:\n", KEY("scroe", "是不是“score”？")),
  slip("  R1:\n", "  RA:\n", "规则应依次叫 R1、R2、R3，不能叫“RA”"),
  slip("    cite: hire\n    when", "    cite: hier\n    when", "没有这个条款：“hier”，是不是“hire”？"),
  slip(
    "{reading: part_time, out: [em",
    "{reading: part_tim, out: [em",
    "没有这个疑义：“part_tim”，是不是“part_time”？"
  ),
  slip("in: [employment, in", "inn: [employment, in", "疑义“part_time”没有这个选项：“inn”，是不是“in”？"),
  slip("is, 全职]", "is, 专职]", "没有这个“employment”的取值：“专职”，是不是“全职”？"),
  slip("key: [person_id]", "key: [person_id, person_id]", "“person_id”在 key 里写了两次"),
  slip('to: 2, each: "0.5"', 'to: 2, each: "-0.5"', "分值不能为负：“-0.5”"),
  slip("- {from: 3,", "- {from: 4,", "第 3 项没有归入任何一档，这一档应从 3 起"),
  slip('each: "0.2"}\n    caps', 'eech: "0.2"}\n    caps', KEY("eech", "是不是“each”？")),
  slip("from: 2025-07-01, value", "from: 2025-08-01, value", [
    "“2025-08-01”不是年度的第一天（07-01）：写明 transition，即 whole_year_new（全年按新的）、next_year（下一年度起）或 by_event_date（按事项日期）"
  ]),
  slip('{max: "3"}', "{max: 三分}", POINTS("三分")),
  slip('"2"}], cite: hire}', '"2"}], cites: hire}', KEY("cites", "是不是“cite”？")),
  slip('"3"}], cite: hire}', '"3"}]}', NO_BASIS),
  slip(
    "    cite: press\n    when",
    "    title: 媒体\n    when",
    ["键重复：同一层里有两个相同的键，只能保留一个", NO_BASIS].toReversed()
  ),
  slip("[level, at_least, 市级]", "[levl, at_least, 市级]", "没有这个字段：“levl”，是不是“level”？"),
  slip("reading: reprint,", "raeding: reprint,", KEY("raeding", "是不是“reading”？")),
  slip("again: [claim_id]", "again: [clam_id]", "没有这个键：“clam_id”，是不是“claim_id”？"),
  slip("across: unit", "across: city", "没有这个范围：“city”，可用的有：all、unit"),
  slip(', 省级: "0.2"', "", "没有写明分值的“level”：省级"),
  slip('国家级: "0.4"', "国家级: 四", POINTS("四")),
  slip("codes: [市级, 省级]", "codes: [市级, 国家级]", "“国家级”已在另一个封顶之内"),
  slip('{max: "0.8", codes', '{maxx: "0.8", codes', KEY("maxx", "是不是“max”？")),
  slip("names: [会议]", "names: [引进]", "“引进”已经指 R1，不能再指 R3：申报表里一个名称只能指一条规则"),
  slip("decided_by: 专班", "decided_bye: 专班", KEY("decided_bye", "是不是“decided_by”？")),
  slip("decided_on: 2024-08-01", "decided_on: 2024-08-41", DAY("2024-08-41")),
  slip("at_least, 省级]", "at_lest, 省级]", "没有这个比较：“at_lest”，是不是“at_least”？"),
  slip("at_most, 2024-09-30", "at_most, 2024-09-31", DAY("2024-09-31")),
  slip("key: [event_id]", "key: [level]", "across: all 时，key 的第一项应是 person_id、event_id、article_id 或 outlet"),
  slip('[{from: 1, each: "0.3"}]', '[{from: 1, each: "0.3", once: "1"}]', "每一档要有 once（合计）或 each（每项）之一"),
  slip(
    "to: 2027-07-01",
    "to: 2024-07-02",
    "to（2024-07-02）应晚于 from（2024-08-01）：规则自 from 当天起计，到 to 的前一天为止"
  ),
  slip("limits:\n", "limts:\n", KEY("limts", "是不是“limits”？")),
  slip("over: [R2, R3]", "over: [R2, R4]", "没有这个规则：“R4”，是不是“R1”？"),
  slip('max: "1.5"', "max: 一分半", POINTS("一分半")),
  slip("cite: host}", "cite: hots}", "没有这个条款：“hots”，是不是“host”？"),
  slip("{rule: R1, employment: 柔性}", "{rule: R9, employment: 柔性}", "没有这个规则：“R9”，是不是“R1”？"),
  slip("rule: R2, level: 市级", "rule: R2, levl: 市级", KEY("levl", "是不是“level”？")),
  slip('{甲: "0.1"}', "{甲: 一}", POINTS("一")),
  slip("第1条: ineligible", "第一条: ineligible", "这个例子里没有申报“第一条”"),
  slip("报: counted", "报: count", "没有这个处理结果：“count”，是不是“counted”？"),
  slip("name: 都算", "name: 柔性引进不算", "例子重名：“柔性引进不算”"),
  slip("as_of: 2025-06-30", "as_of: 六月", DAY("六月")),
  slip("{part_time: in}", "{part_time: inn}", "没有这个选项：“inn”，是不是“in”？"),
  slip("clauses:\n", "clause:\n", KEY("clause", "是不是“clauses”？")),
  slip("vocab:\n", "vocabs:\n", KEY("vocabs", "是不是“vocab”？")),
  slip("year: {", "yaer: {", KEY("yaer", "是不是“year”？")),
  slip("flow:\n", "flwo:\n", KEY("flwo", "是不是“flow”？")),
  slip("tests:\n", "test:\n", KEY("test", "是不是“tests”？")),
  slip("{from: 2024-07-01, value", "{from: 2024-09-01, value", "2024-07-01 到 2024-09-01 之间没有值"),
  slip("cite: {applied:", "cite: {appleid:", KEY("appleid", "是不是“applied”？")),
  slip("across: all\n    earn: [", "# across: all\n    earn: [", "缺少必填的键：“across”"),
  slip("aliases: {", "ambiguous: [国家级], aliases: {", "“国家级”已经指“国家级”，不是含糊的词"),
  slip("says: 签批, chars: 10", "says: 签批, chars: 十", "应为从 1 起的整数，不是“十”"),
  slip("out: 不算, in: 算}", "out: 不算, reading: 算}", "选项不能叫 reading"),
  slip("{not: [event_on", "{nor: [event_on", "条件应写成 [字段, 比较, 值]，或只含 all、any、not 之一"),
  slip(
    "claims: [{rule: R1, employment: 柔性, on",
    "claim: [{rule: R1, employment: 柔性, on",
    KEY("claim", "是不是“claims”？")
  )
];

/** In the policy for people. */
export const PEOPLE: readonly Slip[] = [
  slip("from: 2024-01-01", "from: 二〇二四", DAY("二〇二四")),
  slip("begins: 01-01", "begins: 07-01", "人员考核按自然年，年度只能从 01-01 起"),
  slip("place_by: assess_year", "place_by: event_on", "没有这个归年办法：“event_on”，可用的有：assess_year"),
  slip("says: 情形", "say: 情形", KEY("say", "是不是“says”？")),
  slip("ground: {set", "gruond: {set", "没有这个字段：“gruond”，是不是“ground”？"),
  slip(
    "重大损失, 终止",
    "终止",
    "vocab 的 ground 目前只能是这六种情形：造假、骗取资格、逾期不归或擅自脱离、重大损失、终止在本市工作、违法违纪"
  ),
  slip("options: {breaks: 不算, bridges: 算}", "options: {breaks: 不算}", "一个疑义至少要有两个选项"),
  slip("default: breaks", "default: break", "没有这个选项：“break”，是不是“breaks”？"),
  slip("filed]\n", "field]\n", "这里目前只能是 filed，别的办法还不能执行"),
  slip("cite: {filed: grade}", "cite: {filed: grad}", "没有这个条款：“grad”，是不是“grade”？"),
  slip("judge:\n", "jugde:\n", KEY("jugde", "是不是“judge”？")),
  slip("hit: worst", "hits: worst", KEY("hits", "是不是“hit”？")),
  slip(
    "cancel, cancel_and_recover]",
    "cancel]",
    "这里目前只能是 [continue,suspend_next_year,cancel,cancel_and_recover]，别的办法还不能执行"
  ),
  slip("{cite: ground,", "{cit: ground,", KEY("cit", "是不是“cite”？")),
  slip(
    "then: cancel_and_recover}",
    "then: cancel_and_recovery}",
    "没有这个后果：“cancel_and_recovery”，是不是“cancel_and_recover”？"
  ),
  slip("length: 2", "length: 3", "这里目前只能是 2，别的办法还不能执行"),
  slip("gap: {reading: gap}", "gap: {reading: gaps}", "没有这个疑义：“gaps”，是不是“gap”？"),
  slip("when: [grade, is, 不合格],", "when: [grade, is],", "情形应写成 [字段, 比较, 值]，或 {streak, length, gap}"),
  slip("then: continue", "thn: continue", KEY("thn", "是不是“then”？")),
  slip("name: 不合格", "nam: 不合格", KEY("nam", "是不是“name”？")),
  slip("{year: 2024, grade: 不合格}", "{grade: 不合格}", "缺少必填的键：“year”"),
  slip("{2024: suspend_next_year}", "{24: suspend_next_year}", "年度无效：“24”"),
  slip("clauses:\n", "clause:\n", KEY("clause", "是不是“clauses”？")),
  slip("vocab:\n", "vocabs:\n", KEY("vocabs", "是不是“vocab”？")),
  slip("  rules:\n", "  rule:\n", KEY("rule", "是不是“rules”？")),
  slip("streak: [", "steak: [", KEY("steak", "是不是“streak”？"))
];

/** In an amendment of the policy for units. */
export const AMENDMENT: readonly Slip[] = [
  slip("policy: jiangnan-2025", "policy: 江南", "制度代号只能用小写字母、数字和连字符：“江南”"),
  slip("title: 修订通知", "titel: 修订通知", KEY("titel", "是不是“title”？")),
  slip("from: 2025-10-01", "from: 2025-10-32", DAY("2025-10-32")),
  slip("transition: by_event_date", "transition: by_event", "没有这个过渡办法：“by_event”，是不是“by_event_date”？"),
  slip("clauses:\n", "cluases:\n", KEY("cluases", "是不是“clauses”？")),
  slip("says: 新增, chars: 10", "says: 新增, chars: 十", "应为从 1 起的整数，不是“十”"),
  slip("set:\n", "sets:\n", KEY("sets", "是不是“set”？")),
  slip("R1.caps:", "R1.cap:", "“score.R1”里没有这个键：“cap”，是不是“caps”？"),
  slip('[{max: "1"}]', "[{max: 一}]", POINTS("一")),
  slip('"1"}], cite: cap}', '"1"}], cite: cpa}', "没有这个条款：“cpa”，是不是“cap”？"),
  slip('each: "0.6"', 'eech: "0.6"', KEY("eech", "是不是“each”？")),
  slip("decided_on: 2025-09-01", "decided_on: 九月", DAY("九月")),
  slip('{value: "2", cite', '{valeu: "2", cite', KEY("valeu", "是不是“value”？")),
  slip("value: in, cite", "value: inn, cite", "没有这个选项：“inn”，是不是“in”？"),
  slip("add:\n", "ad:\n", KEY("ad", "是不是“add”？")),
  slip("degree: {order", "degre: {order", "没有这个字段：“degre”，是不是“degree”？"),
  slip("{set: [兼职]}", "{set: [兼职, 全职]}", "“employment”已有这个词：全职；set 里只写新增的词"),
  slip("options: {no", "option: {no", KEY("option", "是不是“options”？")),
  slip("default: no", "default: none", "没有这个选项：“none”，可用的有：no、yes"),
  slip("    R4:\n", "    R5:\n", "规则应依次叫 R1、R2、R3、R4，不能叫“R5”"),
  slip("reading: phd,", "reading: phdd,", "没有这个疑义：“phdd”，是不是“phd”？"),
  slip("[degree, is, 博士]", "[degree, is, 傅士]", "没有这个“degree”的取值：“傅士”，是不是“硕士”？"),
  slip("key: [person_id]", "key: [persn_id]", "没有这个键：“persn_id”，是不是“person_id”？"),
  slip(', 博士: "0.3"', "", "没有写明分值的“degree”：博士"),
  slip("{rule: R2, cite", "{rule: R9, cite", "没有这个规则：“R9”，是不是“R1”？"),
  slip("as_of: 2026-06-30", "as_of: 明年", DAY("明年")),
  slip("{rule: R4, degree", "{rules: R4, degree", KEY("rules", "是不是“rule”？"))
];
