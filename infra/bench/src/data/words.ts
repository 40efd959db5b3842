/*
 * Texts as offices write them, for tables at size: common words that stand in many rows, rare ones that stand in a few.
 */

const PLACES = ['东太湖', '盛泽', '汾湖', '松陵', '平望', '震泽', '七都', '桃源', '同里', '黎里', '八坼', '横扇']
const OBJECTS = [
  '老旧小区停车管理',
  '社区居家养老服务',
  '水环境联保共治',
  '中小学课后服务',
  '农村人居环境整治',
  '民营企业融资环境',
  '丝绸纺织产业升级',
  '基层卫生人才培养',
  '历史文化名镇保护',
  '电动自行车充电安全',
  '生活垃圾分类',
  '乡村文化旅游融合',
  '跨区域公共交通',
  '数字政府建设',
  '青年人才安居',
  '河湖长制工作',
]
const DEEDS = ['推进', '加强', '优化', '规范', '深化', '统筹', '完善', '加快']
const FORMS = ['的建议', '情况调研', '专题协商', '工作评议', '机制研究', '路径探索']
const SENTENCES = [
  '目前相关工作已有一定基础，但部门之间衔接不够，群众反映仍较集中。',
  '建议由主管部门牵头制定实施方案，明确时间节点和责任单位。',
  '通过实地走访和座谈了解到，经费保障和专业人员不足是主要困难。',
  '请有关单位结合实际研究办理，并将办理情况书面反馈。',
  '要坚持问题导向，把协商成果转化为可以检查的具体措施。',
]

/** Picks by a random number from 0 to 1, those at the beginning more often. */
const some = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() ** 1.5 * list.length)]!

/** Two characters that stand together in a few rows only. */
const rare = (random: () => number) =>
  String.fromCodePoint(0x4e00 + Math.floor(random() * 3_000), 0x5e00 + Math.floor(random() * 20))

/** A title of about twenty characters. */
export const title = (random: () => number): string =>
  `${some(DEEDS, random)}${some(PLACES, random)}${rare(random)}村${some(OBJECTS, random)}${some(FORMS, random)}`

/** Some sentences. */
export const paragraph = (random: () => number): string =>
  Array.from({ length: 1 + Math.floor(random() * 3) }, () => some(SENTENCES, random)).join('')

const SURNAMES = [
  ['沈', 'shen'],
  ['陆', 'lu'],
  ['顾', 'gu'],
  ['张', 'zhang'],
  ['王', 'wang'],
  ['吴', 'wu'],
  ['周', 'zhou'],
  ['徐', 'xu'],
  ['朱', 'zhu'],
  ['钱', 'qian'],
  ['单', 'shan'],
  ['解', 'xie'],
] as const
const GIVEN = [
  ['建', 'jian'],
  ['国', 'guo'],
  ['文', 'wen'],
  ['华', 'hua'],
  ['明', 'ming'],
  ['晓', 'xiao'],
  ['芳', 'fang'],
  ['志', 'zhi'],
  ['勇', 'yong'],
  ['秀', 'xiu'],
  ['英', 'ying'],
  ['海', 'hai'],
  ['燕', 'yan'],
  ['静', 'jing'],
  ['雨', 'yu'],
  ['欣', 'xin'],
] as const

/** A name of two or three characters with its pinyin; of nobody. */
export function personName(random: () => number): { name: string; pinyin: string } {
  const parts = [some(SURNAMES, random), some(GIVEN, random), ...(random() < 0.8 ? [some(GIVEN, random)] : [])]
  return { name: parts.map(([character]) => character).join(''), pinyin: parts.map(([, sound]) => sound).join(' ') }
}
