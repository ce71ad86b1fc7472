/** A made-up row by column name; absent columns stay empty. */
export type Example = Readonly<Record<string, string>>;

const CLAIM = {
  year: "2025",
  unit: "示例镇",
  event_on: "2025-03-01",
  quantity: "1",
  applied_on: "2025-04-01",
  review: "通过",
  reviewed_on: "2025-04-10",
  signed_on: "2025-04-20"
};

const TALENT = {
  category: "C类",
  district: "示例区",
  employer: "示例中学",
  recognised_on: "2022-06-01",
  term_from: "2022-06-01",
  term_to: "2027-05-31",
  post_status: "在职"
};

/** Example rows by dataset. They fit together: taken as data, all of them load without an issue. */
export const EXAMPLES: ReadonlyMap<string, readonly Example[]> = new Map([
  [
    "units",
    [
      {unit_id: "990101000", name: "示例区", kind: "县市区", sort_order: "1"},
      {
        unit_id: "990101001",
        name: "示例镇人民政府",
        short_name: "示例镇",
        kind: "镇",
        parent: "示例区",
        sort_order: "1",
        valid_from: "2001-01-01",
        former_names: "示例乡；示例公社"
      },
      {unit_id: "990101002", name: "示例中学", kind: "用人单位", parent: "示例区"}
    ]
  ],
  [
    "talents",
    [
      {
        ...TALENT,
        talent_id: "RC-0001",
        name: "某某",
        sex: "女",
        track: "创新类",
        sector: "学校",
        degree: "博士",
        title: "副高级"
      },
      {
        ...TALENT,
        talent_id: "RC-0002",
        name: "某某",
        sex: "男",
        track: "创业类",
        sector: "企业",
        degree: "硕士",
        title: "无"
      }
    ]
  ],
  [
    "assessments",
    [
      {
        talent_id: "RC-0001",
        year: "2025",
        declared_on: "2025-12-01",
        unit_grade: "优秀",
        unit_on: "2025-12-05",
        methods: "个人述职、民主测评",
        county_grade: "优秀",
        county_on: "2025-12-10",
        grade: "优秀",
        filed_on: "2025-12-20",
        filing_no: "备〔2025〕1号",
        paid: "是"
      }
    ]
  ],
  [
    "claims",
    [
      {
        ...CLAIM,
        claim_id: "S-2025-001",
        rule: "引进高层次人才",
        person_id: "RC-0001",
        employment: "全职",
        degree: "博士",
        title: "副高级"
      },
      {
        ...CLAIM,
        claim_id: "S-2025-002",
        rule: "本地培养高层次人才",
        person_id: "RC-0002",
        degree: "硕士",
        recognised: "是"
      },
      {
        ...CLAIM,
        claim_id: "S-2025-003",
        rule: "会议活动",
        subject: "全省人才工作座谈会",
        level: "省级",
        event_id: "HD-001",
        role: "经验介绍"
      },
      {
        ...CLAIM,
        claim_id: "S-2025-004",
        rule: "媒体宣传",
        subject: "示例镇引才见闻",
        level: "省级",
        article_id: "GJ-001",
        outlet: "示例日报"
      },
      {...CLAIM, claim_id: "S-2025-005", rule: "服务发展", subject: "年度实绩考评", aspect: "双招双引", verdict: "显著"}
    ]
  ],
  [
    "meetings",
    [
      {
        meeting_id: "HY2025-01",
        title: "第一季度人才工作调度会",
        held_on: "2025-01-08",
        type: "定期",
        topics: "1、2",
        topics_approved_on: "2025-01-02",
        notified_on: "2025-01-03",
        minutes_on: "2025-01-10",
        bulletin_on: "2025-01-12",
        secrecy: "无"
      }
    ]
  ],
  [
    "attendance",
    [{meeting_id: "HY2025-01", unit: "示例镇", attendee_kind: "2", status: "到会", signed_in_on: "2025-01-08"}]
  ],
  [
    "tasks",
    [
      {
        task_id: "RW2025-001",
        meeting_id: "HY2025-01",
        subject: "建成人才驿站",
        unit: "示例镇",
        due_on: "2025-03-31",
        inspection_id: "DC2025-001",
        done_on: "2025-03-20"
      }
    ]
  ],
  [
    "inspections",
    [
      {
        inspection_id: "DC2025-001",
        subject: "人才驿站建设",
        category: "部署落实",
        method: "调研督查",
        unit: "示例镇",
        source: "调度会议",
        meeting_id: "HY2025-01",
        approved_on: "2025-02-01",
        notified_on: "2025-02-03",
        visited_on: "2025-02-10",
        done_at_visit: "否",
        notice_no: "督〔2025〕1号",
        notice_on: "2025-02-12",
        due_on: "2025-03-15",
        reported_on: "2025-03-10",
        verified_on: "2025-03-12",
        closed_on: "2025-03-14",
        archive_no: "GD-001"
      }
    ]
  ],
  [
    "ratings",
    [
      {
        rating_id: "PJ2025-001",
        rated_on: "2025-05-01",
        channel: "问卷调查",
        rater_kind: "1",
        sector: "企业",
        unit: "示例镇",
        item: "政策",
        rating: "满意",
        valid: "是"
      }
    ]
  ],
  [
    "opinions",
    [
      {
        opinion_id: "YJ2025-001",
        received_on: "2025-05-02",
        channel: "服务热线",
        unit: "示例镇",
        topic: "人才公寓",
        handled_on: "2025-05-10"
      }
    ]
  ],
  [
    "rectifications",
    [
      {
        issue_id: "ZG2025-001",
        unit: "示例镇",
        item: "办事效率",
        notified_on: "2025-06-01",
        due_on: "2025-06-30",
        done_on: "2025-06-20",
        outcome: "满意"
      }
    ]
  ],
  [
    "reports",
    [
      {
        report_id: "BG2025-001",
        unit: "示例中学",
        kind: "作用发挥报告",
        talent_id: "RC-0001",
        event_on: "2025-06-01",
        reported_on: "2025-06-10"
      }
    ]
  ],
  [
    "confirmations",
    [
      {
        year: "2025",
        edition: "v1",
        unit: "990101001",
        unit_name: "示例镇",
        opinion: "异议",
        claim_id: "S-2025-001",
        filed_on: "2025-12-30",
        outcome: "维持",
        decided_on: "2025-12-31"
      }
    ]
  ],
  ["base_scores", [{year: "2025", unit: "示例镇", points: "86.5", source_doc: "示考〔2026〕1号"}]],
  [
    "decisions",
    [
      {
        decision_id: "CD-001",
        subject: "claims/S-2025-004",
        field: "级别",
        value: "省级",
        reason: "已核对报纸原件",
        decided_by: "人才办主任",
        decided_on: "2025-06-01"
      }
    ]
  ]
]);
