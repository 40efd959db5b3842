import { z } from 'zod'
import { line, LocalDate, personal, text } from '../primitives.ts'

/** What every kind of body is called. */
export const BODY_KINDS = {
  GOVERNING: { zh: '领导机构（全体会议、常委会、主席会议）', en: 'governing body' },
  OFFICE: { zh: '办公室、工作机构', en: 'office' },
  SPECIAL_COMMITTEE: { zh: '专门委员会', en: 'special committee' },
  WORK_COMMITTEE: { zh: '工作委员会、镇街政协工委', en: 'work committee' },
  PARTY_GROUP: { zh: '党组', en: 'party leadership group' },
  DUTY_PARTY_BRANCH: { zh: '履职党支部、功能型党支部', en: 'duty party branch' },
  PARTY_COMMITTEE: { zh: '党委', en: 'party committee' },
  GOVERNMENT: { zh: '政府', en: 'government' },
  DEMOCRATIC_PARTY: { zh: '民主党派、工商联组织', en: 'democratic party or federation of industry and commerce' },
  PEOPLES_ORGANIZATION: { zh: '人民团体', en: "people's organization" },
  LIAISON_GROUP: { zh: '联络组、联络委', en: 'township liaison group' },
  MEMBER_GROUP: { zh: '委员小组、活动组、联组', en: 'member group' },
  JOINT_MEETING: { zh: '联席会议', en: 'joint meeting' },
  SUPERVISION_TEAM: { zh: '民主监督小组', en: 'supervision team' },
  SERVICE_TEAM: { zh: '委员服务队', en: 'member service team' },
  ASSOCIATION: { zh: '社团、读书群', en: 'association' },
  VENUE: { zh: '协商议事室、委员工作室等阵地', en: 'venue' },
  ADDRESSEE: { zh: '报送对象', en: 'addressee of outcomes' },
  AREA: { zh: '片区', en: 'area' },
} as const
export type BodyKind = keyof typeof BODY_KINDS
export const BodyKind = z.enum(Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]]).meta({ id: 'BodyKind' })

/** 职务: what somebody is in a body. */
export const POSTS = {
  CHAIRPERSON: { zh: '主席', en: 'chairperson' },
  VICE_CHAIRPERSON: { zh: '副主席', en: 'vice chairperson' },
  SECRETARY_GENERAL: { zh: '秘书长', en: 'secretary-general' },
  DEPUTY_SECRETARY_GENERAL: { zh: '副秘书长', en: 'deputy secretary-general' },
  STANDING_MEMBER: { zh: '常委', en: 'member of the standing committee' },
  PARTY_SECRETARY: { zh: '党组书记', en: 'party group secretary' },
  DIRECTOR: { zh: '主任', en: 'director' },
  DEPUTY_DIRECTOR: { zh: '副主任', en: 'deputy director' },
  CONVENOR: { zh: '召集人', en: 'convenor' },
  GROUP_LEADER: { zh: '组长', en: 'group leader' },
  DEPUTY_GROUP_LEADER: { zh: '副组长', en: 'deputy group leader' },
  SECRETARY: { zh: '书记', en: 'secretary' },
  BODY_MEMBER: { zh: '成员', en: 'member of the body' },
} as const
export type Post = keyof typeof POSTS
export const Post = z.enum(Object.keys(POSTS) as [Post, ...Post[]]).meta({ id: 'Post' })

/** 单位类别: what a unit is to the committee. */
export const UnitKind = z
  .enum([
    'HANDLING_UNIT', // 承办单位
    'SUPERVISION_OFFICE', // 交办、督查机构
    'TOWNSHIP', // 镇、街道
    'COURT_OR_PROCURATORATE', // 法院、检察院
    'OTHER', // 其他单位
  ])
  .meta({ id: 'UnitKind' })

/** 归口系统: through which office work is handed to a unit. */
export const UnitSide = z
  .enum([
    'PARTY', // 党委系统
    'GOVERNMENT', // 政府系统
    'OTHER', // 其他
  ])
  .meta({ id: 'UnitSide' })

/** 离任原因 */
export const TermEnding = z
  .enum([
    'TERM_EXPIRED', // 届满
    'RESIGNED', // 辞去
    'REMOVED', // 撤销资格
    'TRANSFERRED', // 工作调动
    'DECEASED', // 去世
  ])
  .meta({ id: 'TermEnding' })

/** 委员会层级 */
export const CommitteeLevel = z
  .enum(['DISTRICT', 'COUNTY', 'COUNTY_CITY', 'CITY', 'PROVINCE', 'NATIONAL'])
  .meta({ id: 'CommitteeLevel' })

/** 届 */
export const TermNumber = z.int().min(1).max(99)

/** 曾用名: a name that a body or a unit had, until a day. */
export const FormerName = z.strictObject({ name: line(100), until: LocalDate })

/** 职责目录: one duty of a unit, in a few words. */
export const Duty = line(200)

/** 手机或固定电话 */
export const Phone = z
  .string()
  .trim()
  .regex(/^(\+?86-?)?(1[3-9]\d{9}|0\d{2,3}-?\d{7,8}(-\d{1,6})?)$/)
  .meta({ description: '手机或固定电话 / mainland mobile or fixed line' })

/** 居民身份证号: 18 characters with the check digit of GB 11643. */
export const IdNumber = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^\d{17}[\dX]$/)
  .refine(
    (id) =>
      '10X98765432'[
        Array.from(id.slice(0, 17)).reduce((sum, digit, i) => sum + Number(digit) * 2 ** (17 - i), 0) % 11
      ] === id[17],
  )
  .meta({ description: '18 位居民身份证号 / GB 11643' })

/** What the directory knows of a person beside the name; all of it is personal. */
export const personDetails = {
  sex: personal(z.enum(['MALE', 'FEMALE'])),
  bornOn: personal(LocalDate),
  ethnicity: personal(line(20)),
  party: personal(line(40)),
  employer: personal(line(100)),
  jobTitle: personal(line(100)),
  phone: personal(Phone),
  email: personal(z.email().max(200)),
  address: personal(line(200)),
  idNumber: personal(IdNumber),
}
export const PersonName = personal(line(50))

/** The details of a person that may be corrected, by name. */
export const PersonField = z
  .enum(['name', ...(Object.keys(personDetails) as (keyof typeof personDetails)[])])
  .meta({ id: 'PersonField' })
export type PersonField = z.infer<typeof PersonField>

/** 理由, which is kept with the change. */
export const Reason = text(500)
