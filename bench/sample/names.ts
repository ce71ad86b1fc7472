/**
 * Words of the fictional city. Places are built of characters that hardly occur in real place names (笙 笺 弦 砚 霁 …);
 * persons of rare surnames and a small list of given characters. Whoever bears such a name is not meant.
 */
export const STREETS = ["霁川街道", "禾笙街道", "砚坪街道", "萤溪街道", "云笺街道"] as const;

export const TOWNS = [
  ..."青禾镇 澄砚镇 槐笙镇 墨芦镇 麦笛镇 栎笺镇 苇弦镇 桐霁镇 梨笙镇 月榆镇 鹭禾镇 枫笛镇 竹砚镇 荻弦镇 榆笺镇".split(
    " "
  ),
  ..."星垛镇 杏笙镇 葭禾镇 石笛镇 雁芦镇 棠霁镇".split(" ")
] as const;

/** The street that was merged away, and the former name of the town that was renamed. */
export const CLOSED_STREET = "柳弦街道";
export const RENAMED_TOWN = {now: "麦笛镇", before: "麦垛镇"} as const;

export const ZONES = ["青禾经济开发区", "萤溪高新技术产业园区", "鹭湾临港产业开发区"] as const;

/** Member units: full name, short name, former name. */
export const MEMBERS: readonly (readonly [name: string, short: string, former?: string])[] = [
  ["市委组织部", "组织部"],
  ["市委宣传部", "宣传部"],
  ["市委统一战线工作部", "统战部"],
  ["市委政法委员会", "政法委"],
  ["市委机构编制委员会办公室", "编办"],
  ["市发展和改革局", "发改局", "市发展计划局"],
  ["市教育局", "教育局"],
  ["市科学技术局", "科技局"],
  ["市工业和信息化局", "工信局", "市经济和信息化局"],
  ["市公安局", "公安局"],
  ["市民政局", "民政局"],
  ["市财政局", "财政局"],
  ["市人力资源和社会保障局", "人社局", "市人事局"],
  ["市住房和城乡建设局", "住建局"],
  ["市农业农村局", "农业农村局", "市农村经济局"],
  ["市商务局", "商务局"],
  ["市文化旅游和广播电视局", "文旅局"],
  ["市卫生健康局", "卫健局", "市卫生和计划生育局"],
  ["市国有资产监督管理局", "国资局"],
  ["市市场监督管理局", "市监局"],
  ["市数据局", "数据局", "市营商环境建设局"],
  ["市科学技术协会", "科协"],
  ["市工商业联合会", "工商联"],
  ["共青团市委", "团市委"],
  ["市妇女联合会", "市妇联"],
  ["市总工会", "总工会"],
  ["市委党校", "党校"],
  ["市融媒体中心", "融媒体中心", "市广播电视台"]
];

/** Departments outside every ranking group. */
export const DEPARTMENTS: readonly (readonly [name: string, short: string])[] = [
  ["市委人才工作领导小组办公室", "市人才办"],
  ["市直单位", "市直"],
  ["市档案馆", "档案馆"],
  ["市供销合作社", "供销社"]
];

export const DISTRICTS = ["霁明区", "禾笙区", "砚湖县", "荻浦县", "枫弦县", "棠笺县", "鹭芦县", "墨萤市"] as const;
export const DISTRICT_ZONES = ["北岸功能区", "霁湖旅游度假区"] as const;

const FIRST = [..."青澄槐墨麦栎苇桐梨月鹭枫竹荻榆星杏葭石雁棠芦霁萤砚云"];
const SECOND = [..."笙笺笛弦砚霁禾芦萤垛榆荻"];
const VILLAGE_FIRST = [..."东西南北前后上下大小新古"];
const VILLAGE_SECOND = [..."笙笺笛弦砚霁萤荻葭栎槐芦"];

/** Returns the n-th invented place beyond the lists above, of three characters. */
export function placeName(index: number): string {
  const first = FIRST[index % FIRST.length]!;
  const second = SECOND[Math.floor(index / FIRST.length) % SECOND.length]!;
  const round = Math.floor(index / (FIRST.length * SECOND.length));
  return first + second + SECOND[(round + 3) % SECOND.length]! + (round < SECOND.length ? "" : round);
}

/** Returns the n-th village name within a town. */
export function villageName(index: number): string {
  const second = VILLAGE_SECOND[index % VILLAGE_SECOND.length]!;
  const first = VILLAGE_FIRST[Math.floor(index / VILLAGE_SECOND.length + index * 5) % VILLAGE_FIRST.length]!;
  return first + second;
}

export const SURNAMES = [..."亓仉郏璩佘逄阚隗缑宓郗麴逯蔺胥雍冼晏柴裘"];
export const GIVEN = [..."予攸珩翊臻骁淇霏昀璟淏琤蘅煊曦晗岑泠翀芃"];

export const ROADS = "栎笛路 枫笺街 霁月路 荻花巷 墨竹路 萤桥街 桐弦路 雁芦街".split(" ");

export const NATIONS = ["汉族", "满族", "回族", "蒙古族"] as const;

/** What articles are about, and how they come at it. */
export const TOPICS = [
  ..."候鸟专家下田间 博士驿站进园区 科技特派员蹲点 青年人才夜校开讲 乡土人才带徒 校地合作结硕果 人才公寓拎包入住".split(
    " "
  ),
  ..."一件事联办窗口 企业家沙龙话转型 归雁回巢创业 名医工作室落户 技能大师传绝活 揭榜挂帅破难题 专家服务团进车间".split(
    " "
  ),
  ..."高校毕业生留得住 农技课堂开到地头 院士工作站揭牌 双招双引再发力 人才贷解燃眉急 产业教授进企业 匠心讲堂育新人".split(
    " "
  )
];
export const ANGLES = ["侧记", "经验", "见闻", "纪实", "调查", "故事", "做法", "观察"] as const;

export const OUTLETS: Readonly<Record<string, readonly string[]>> = {
  海城市级: ["示例日报", "示例融媒", "示例周刊"],
  鞍山市级: ["北岸日报", "北岸晨报", "北岸人才"],
  省级: ["示例省日报", "示例省人才工作"],
  国家级: ["示例全国人才报", "示例党建月刊"]
};

export const EVENTS = [
  ..."人才工作现场会 乡村人才振兴推进会 高层次人才峰会 产才融合论坛 青年创新创业大赛 技能人才工作座谈会".split(" "),
  ..."科技成果对接会 博士后学术交流活动 人才服务专员培训班 校企合作洽谈会".split(" ")
];

export const PRAISE = "人才工作创新案例入围 获批人才改革试点 党委书记抓人才项目获评优秀 获上级组织部门表扬".split(" ");

export const INSPECTED = [
  "年度人才工作要点落实情况",
  "人才分类目录宣传落实情况",
  "人才公寓分配使用情况",
  "乡土人才培养计划执行情况",
  "专家工作站运行情况",
  "高校毕业生就业见习岗位落实情况",
  "人才项目资金拨付情况",
  "领导批示事项办理情况",
  "人才服务专员履职情况",
  "招工招才信息发布情况",
  "人才工作议案提案办理情况",
  "重大人才活动筹备情况"
];

export const TASKS = [
  "报送人才需求目录",
  "组织专家服务基层活动",
  "完善人才台账",
  "落实人才公寓房源",
  "开展人才政策宣传",
  "推进校地合作项目",
  "建立联系服务专家制度",
  "上报技能人才培养计划",
  "筹备人才活动周",
  "梳理人才引进岗位"
];

export const OPINION_TOPICS = [
  "政策咨询",
  "子女入学",
  "住房保障",
  "项目申报",
  "职称评审",
  "医疗服务",
  "融资需求"
] as const;
