import { THEMES, type Theme } from './proposal-themes.ts'

/** A proposal's words, made up from the vocabulary of real ones; about nobody. */
export interface ProposalText {
  /** The matter, as the number of its theme. */
  theme: number
  subject: string
  body: string
}

/** Words of the writer's own that a later text about the same matter would share: a street, a village, a firm. */
interface Matter {
  theme: number
  places: readonly string[]
}

type Random = () => number

const AREAS =
  '东太湖度假区 盛泽镇 汾湖高新区 松陵街道 平望镇 震泽镇 七都镇 桃源镇 同里镇 黎里镇 八坼街道 横扇街道 织里镇 埭溪镇 妙西镇 飞英街道 月河街道 八里店镇 东林镇 道场乡'.split(
    ' ',
  )
const CHARACTERS = Array.from(
  '安柏北碧昌长朝辰澄春翠大丹东枫凤芙福港高谷光桂海荷鹤恒红虹湖华怀江金锦景静菊开康兰乐莲临柳龙鹿罗梅明南宁平浦栖桥青清庆泉仁荣瑞山尚胜石寿双水松泰棠塘桃天庭通同桐望文梧西溪仙祥小新星杏秀旭雪雅燕杨瑶银永玉园源月云泽章昭浙直中州竹紫',
)
const KINDS = '路 村 社区 小区 新村 花园 大桥 工业园 商业街 安置区 学校 菜市场'.split(' ')
const VERBS = '推进 加强 优化 规范 深化 破解 完善 加快 改善 关注 重视 提升'.split(' ')
const FORMS = [
  '关于{v}{a}{n}的建议',
  '关于{v}{n}工作的建议',
  '关于{p}{n}问题的提案',
  '{v}{a}{n}的几点建议',
  '建议{v}{p}{n}',
  '关于进一步{v}我区{n}的建议',
  '关于{v}{p}周边{n}的建议',
]
const OPENINGS = [
  '近年来，我区高度重视{n}工作，先后出台了一系列政策措施，取得了阶段性成效。',
  '随着城市化进程不断加快，{n}日益成为群众关注的民生热点。',
  '{n}是一项系统工程，事关高质量发展大局和人民群众切身利益。',
  '据调研组对{a}的走访了解，{n}总体向好，但与群众期盼仍有差距。',
  '党的二十大报告对相关工作作出部署，{n}迎来新的机遇。',
  '今年以来，我们先后到{p}、{q}开展实地调研，听取了{d}和居民代表的意见。',
]
const PROBLEMS = [
  '{o}是{t}，在{p}表现得尤为突出。',
  '{o}是{t}。以{p}为例，{x}户居民中有{y}户反映过此类情况。',
  '{o}是{t}，{h}方面的矛盾比较集中。',
  '{o}是{t}，直接影响了{h}的使用效率，居民多次向{d}反映未得到彻底解决。',
  '{o}是{t}。统计显示，{a}{x}处{h}中，能够正常发挥作用的仅占{y}%。',
]
const CAUSES = [
  '究其原因，既有历史欠账较多的因素，也有部门之间职责交叉、协调不畅的问题。',
  '主要原因在于前期规划对{h}考虑不足，资金投入渠道单一。',
  '从管理上看，{d}与{e}之间缺乏常态化的联动机制，信息不能及时共享。',
  '从{p}的情况看，专业力量薄弱、考核导向不明也是重要原因。',
  '此外，宣传引导还不够深入，群众参与度有待提高。',
]
const SUGGESTIONS = [
  '{o}是{m}。建议由{d}牵头，{e}配合，制定三年行动方案，明确时间表和责任人。',
  '{o}是{m}。可先在{p}、{q}开展试点，总结经验后在全区推广。',
  '{o}是{m}，把{h}作为重点，每年新增{x}处。',
  '{o}是{m}，并将落实情况纳入对镇街和部门的年度考核。',
  '{o}是{m}。同时引导社会资本参与{h}的建设运营，财政给予{y}%的补助。',
  '{o}是{m}，切实解决{p}群众反映强烈的{h}问题。',
]
const CLOSINGS = [
  '以上建议，请有关部门结合实际研究办理。',
  '希望通过各方共同努力，让人民群众有更多获得感、幸福感、安全感。',
  '请承办单位在办理过程中加强与提案者的沟通，共同推动问题解决。',
  '',
]
const DEPARTMENTS =
  '住建局 民政局 教育局 卫健委 生态环境局 水利局 交通运输局 城管局 公安分局 财政局 农业农村局 文体旅局 工信局 科技局 人社局 市场监管局 大数据局 司法局 消防救援大队 资规局'.split(
    ' ',
  )
/** Two characters each: what the particulars of a text are made of. */
const WORDS =
  '设施 维护 资金 保障 人员 配备 流程 审批 标准 执行 监督 巡查 档案 数据 平台 接口 规划 选址 用地 指标 工程 进度 验收 质量 材料 采购 合同 招标 预算 补贴 税收 收费 票价 租金 成本 利润 市场 需求 供给 价格 品牌 渠道 客户 订单 物流 仓储 运输 道路 桥梁 隧道 路灯 护栏 标线 绿化 公园 广场 厕所 座椅 屋顶 外墙 管道 阀门 水表 电缆 变压 基站 光纤 摄像 门禁 车棚 坡道 扶手 楼梯 雨棚 围墙 河岸 护坡 闸门 泵房 堤坝 湿地 鱼塘 茶园 果园 菜地 温室 农机 种子 化肥 农药 秸秆 畜禽 粪污 土壤 气象 台风 暴雨 积水 火灾 地震 应急 演练 救援 医院 诊所 药店 护士 药品 疫苗 体检 慢病 康复 残疾 低保 救助 孤儿 儿童 妇女 老人 退役 军人 志愿 社工 义工 学校 教师 学生 课程 教材 考试 宿舍 食堂 操场 图书 阅读 展览 演出 戏曲 书法 非遗 文物 博物 遗址 旅游 导游 酒店 餐饮 夜市 集市 商场 超市 电商 直播 快递 外卖 网约 出租 公交 地铁 高铁 码头 航道 船舶 港口 园区 厂房 车间 设备 工艺 研发 专利 标杆 人才 博士 技工 培训 就业 招聘 薪酬 社保 工伤 仲裁 法院 律师 调解 信访 投诉 热线 窗口 证照 印章 档期 会议 文件 报表 考评 问责 激励 试验 示范 评估 论证 听证 公告 媒体 舆情 宣讲 讲座 问卷 访谈 座谈 走访 台账 清单 责任 期限 反馈 回访 闭环 协同 联动 共享 整合 集成 迭代 升级 转型 淘汰 关停 搬迁 安置 征收 补偿 产权 登记 抵押 贷款 担保 保险 理赔 基金 股权 上市 债券 审计 国企 民企 商会 协会 乡贤 侨胞 台胞 民族 宗教 统战 党建 支部 网格 楼道 业主 租户 房东 中介 房价 装修 噪声 油烟 扬尘 异味 污水 废气 固废 危废 辐射 碳排 节能 光伏 储能 氢能 电池 芯片 算力 模型 机器 无人 低空 卫星 地图 导航 支付 信用 隐私 密码 网络 病毒 诈骗 盗窃 酒驾 超载 限高 拥堵 信号 路口 斑马 骑行 步道 健身 球场 泳池 赛事 龙舟 灯会 庙会 民宿 露营 采摘 研学 红色 水乡 古巷'.split(
    ' ',
  )
const PARTICULARS = [
  '{w}{w}{w}与{w}{w}尚未衔接，{w}{w}{w}进展缓慢。',
  '如{p}的{w}{w}{w}，至今仍由{w}{w}代管，{w}{w}没有着落。',
  '{w}{w}、{w}{w}、{w}{w}等环节均有待理顺。',
  '有的{w}{w}虽已完成{w}{w}，但{w}{w}{w}跟不上。',
  '同时做好{w}{w}和{w}{w}，避免{w}{w}{w}重复投入。',
  '把{w}{w}{w}与{w}{w}一并考虑，分类处理{w}{w}。',
  '参照先进地区{w}{w}{w}的做法，逐步实现{w}{w}{w}。',
  '{x}家受访单位中，{y}%认为{w}{w}{w}最需要改变。',
]
const ORDINALS = '一二三四五六七八'

const pick = <T>(list: readonly T[], random: Random): T => list[Math.floor(random() * list.length)]!

const shuffled = <T>(list: readonly T[], random: Random): T[] =>
  list
    .map((one) => [random(), one] as const)
    .sort(([a], [b]) => a - b)
    .map(([, one]) => one)

const place = (random: Random): string => {
  const count = random() < 0.8 ? 2 : 3
  return Array.from({ length: count }, () => pick(CHARACTERS, random)).join('') + pick(KINDS, random)
}

function fill(form: string, matter: Matter, random: Random, more: Record<string, string> = {}): string {
  const { names, things } = THEMES[matter.theme]!
  const one = (key: string): string => {
    switch (key) {
      case 'a':
        return pick(AREAS, random)
      case 'n':
        return pick(names, random)
      case 'p':
      case 'q':
        return pick(matter.places, random)
      case 'h':
        return pick(things, random)
      case 'd':
      case 'e':
        return `区${pick(DEPARTMENTS, random)}`
      case 'v':
        return pick(VERBS, random)
      case 'w':
        return pick(WORDS, random)
      case 'x':
        return String(12 + Math.floor(random() * 1_900))
      case 'y':
        return String(3 + Math.floor(random() * 90))
      default:
        throw new Error(`no words for {${key}}`)
    }
  }
  return form.replaceAll(/\{(\w)\}/g, (_, key: string) => more[key] ?? one(key))
}

const matterOf = (random: Random): Matter => ({
  theme: Math.floor(random() ** 1.3 * THEMES.length),
  places: Array.from({ length: 2 + Math.floor(random() * 5) }, () => place(random)),
})

/** Words of one part: sentences about the matter, each of them about something else. */
function part(
  forms: readonly string[],
  key: string,
  list: readonly string[],
  count: number,
  matter: Matter,
  random: Random,
): string[] {
  return shuffled(list, random)
    .slice(0, count)
    .map(
      (words, at) =>
        fill(pick(forms, random), matter, random, { o: ORDINALS[at]!, [key]: words }) + particulars(matter, random),
    )
}

const particulars = (matter: Matter, random: Random): string =>
  Array.from({ length: Math.floor(random() * 4) }, () => fill(pick(PARTICULARS, random), matter, random)).join('')

function paragraphsOf(matter: Matter, length: number, random: Random): string[] {
  const theme: Theme = THEMES[matter.theme]!
  const many = Math.max(2, Math.round(length * 9))
  const paragraphs = [
    Array.from({ length: 1 + Math.floor(length * 3) }, () => fill(pick(OPENINGS, random), matter, random)).join(''),
    ...part(PROBLEMS, 't', theme.troubles, many, matter, random),
    Array.from({ length: 1 + Math.floor(length * 3) }, () => fill(pick(CAUSES, random), matter, random)).join(''),
    ...part(SUGGESTIONS, 'm', theme.measures, many + 1, matter, random),
  ]
  // Long texts go into other matters, as long proposals do.
  if (length > 0.6) {
    const other = { theme: Math.floor(random() * THEMES.length), places: matter.places }
    const { troubles, measures } = THEMES[other.theme]!
    const extra = Math.round(length * 8)
    paragraphs.push(
      ...part(PROBLEMS, 't', troubles, extra, other, random),
      ...part(SUGGESTIONS, 'm', measures, extra, other, random),
    )
  }
  return [...paragraphs, pick(CLOSINGS, random)].filter((one) => one !== '')
}

const textOf = (matter: Matter, paragraphs: readonly string[], random: Random): ProposalText => ({
  theme: matter.theme,
  subject: fill(pick(FORMS, random), matter, random),
  body: paragraphs.join('\n'),
})

/** A proposal of 300 to 3,000 characters, short ones more often. */
export function proposalText(random: Random): ProposalText {
  const matter = matterOf(random)
  return textOf(matter, paragraphsOf(matter, random() ** 1.3, random), random)
}

/** How a text repeats an earlier one. */
export const TWINS = ['reworded-title', 'copied-paragraphs', 'merged-years', 'synonyms', 'same-matter'] as const
export type Twin = (typeof TWINS)[number]

/** A later text, and the earlier ones that it repeats. */
export interface Planted {
  twin: Twin
  draft: ProposalText
  earlier: ProposalText[]
}

/** Earlier texts, and a later one that repeats them in the given way. */
export function plantedTwin(twin: Twin, random: Random): Planted {
  const matter = matterOf(random)
  const length = () => 0.1 + random() * 0.6
  const paragraphs = paragraphsOf(matter, length(), random)
  const first = textOf(matter, paragraphs, random)
  switch (twin) {
    case 'reworded-title':
      // The same text a year later: another title, a paragraph gone, a new first sentence.
      return {
        twin,
        earlier: [first],
        draft: textOf(
          matter,
          [fill(pick(OPENINGS, random), matter, random), ...paragraphs.slice(1).filter(() => random() < 0.85)],
          random,
        ),
      }
    case 'copied-paragraphs': {
      // Two paragraphs stand in a text about something else.
      const other = { ...matterOf(random), theme: (matter.theme + 1 + Math.floor(random() * 20)) % THEMES.length }
      const own = paragraphsOf(other, length(), random)
      own.splice(2, 0, ...shuffled(paragraphs.slice(1, -1), random).slice(0, 2))
      return { twin, earlier: [first], draft: textOf(other, own, random) }
    }
    case 'merged-years': {
      const next = { ...matter, places: matterOf(random).places }
      const second = paragraphsOf(next, length(), random)
      const half = (list: string[]) => list.filter((_, at) => at % 2 === 0)
      return {
        twin,
        earlier: [first, textOf(next, second, random)],
        draft: textOf(matter, [...half(paragraphs), ...half(second)], random),
      }
    }
    case 'synonyms':
      // Every sentence worded anew in another order.
      return { twin, earlier: [first], draft: textOf(matter, shuffled(paragraphs, random).map(reworded), random) }
    case 'same-matter': {
      // Another writer about the same place and matter, who has not read the first.
      const again = { ...matter, places: matter.places.slice(0, 2) }
      return { twin, earlier: [first], draft: textOf(again, paragraphsOf(again, length(), random), random) }
    }
  }
}

const SYNONYMS = new Map(
  '建议=提议 加强=强化 完善=健全 建设=打造 建立=构建 推动=促进 推行=实行 问题=短板 群众=居民 居民=住户 不足=欠缺 反映=提出 情况=现象 重点=关键 试点=先行先试 推广=铺开 考核=考评 牵头=负责 配合=协助 制定=出台 明确=厘清 开展=组织 引导=鼓励 参与=投身 补助=补贴 影响=制约 解决=破解 尤为突出=十分明显 原因=成因 机制=制度 资金=经费 渠道=途径 宣传=宣讲 部门=单位 提高=提升 优化=改进 统一=一致 低于=少于 长期=常年 困难=不易 公开=公示 新增=增加 结合实际=因地制宜 切实=真正 同时=此外 主要=根本'
    .split(' ')
    .map((pair) => pair.split('=') as [string, string]),
)
const WORDED = new RegExp([...SYNONYMS.keys()].sort((a, b) => b.length - a.length).join('|'), 'g')

const reworded = (sentence: string): string =>
  sentence
    .replaceAll(WORDED, (word) => SYNONYMS.get(word)!)
    .replace(/^.是/, '其中，')
    .split('，')
    .map((clause, at, all) => (at === 1 && all.length > 3 ? all[2]! : at === 2 && all.length > 3 ? all[1]! : clause))
    .join('，')
