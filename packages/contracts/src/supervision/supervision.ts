import { z } from 'zod'
import { Id, line, LocalDate, text } from '../primitives.ts'

/** 监督形式: the forms that the national opinion of 2017 names, and those that districts add; local rules may add more. */
export const SUPERVISION_FORMS = {
  MEETING: { zh: '会议监督', en: 'supervision at meetings' },
  INSPECTION: { zh: '视察监督', en: 'supervision by inspection' },
  PROPOSAL: { zh: '提案监督', en: 'supervision through proposals' },
  TOPICAL: { zh: '专项监督', en: 'topical supervision' },
  APPRAISAL: { zh: '民主评议', en: 'democratic appraisal' },
  SPECIAL_POSTING: { zh: '委派监督', en: 'supervisors posted to departments' },
  OPINION_INFO: { zh: '社情民意监督', en: 'supervision through public opinion' },
  OTHER: { zh: '其他形式', en: 'another form' },
} as const
export type SupervisionForm = keyof typeof SUPERVISION_FORMS
export const SupervisionForm = z
  .enum(Object.keys(SUPERVISION_FORMS) as [SupervisionForm, ...SupervisionForm[]])
  .meta({ id: 'SupervisionForm' })

/** 监督层级: the committee's own, or with the levels above it. */
export const SUPERVISION_LEVELS = {
  OWN: { zh: '本级', en: 'own' },
  CITY_DISTRICT: { zh: '市区联动', en: 'city and district' },
  PROVINCE_CITY_DISTRICT: { zh: '省市区联动', en: 'province, city and district' },
} as const
export type SupervisionLevel = keyof typeof SUPERVISION_LEVELS
export const SupervisionLevel = z
  .enum(Object.keys(SUPERVISION_LEVELS) as [SupervisionLevel, ...SupervisionLevel[]])
  .meta({ id: 'SupervisionLevel' })

/** 监督项目状态, after `domain.md` §2.3; a finding has states of its own. */
export const PROJECT_STATES = {
  PROPOSED: { zh: '待审定', en: 'proposed' },
  PLANNED: { zh: '已审定', en: 'agreed to' },
  GROUP_FORMED: { zh: '已组队', en: 'group formed' },
  VISITING: { zh: '监督中', en: 'visiting' },
  FINDINGS: { zh: '问题汇总', en: 'findings gathered' },
  ISSUE_LIST_SENT: { zh: '整改中', en: 'issue list sent' },
  REPORTED: { zh: '已报告', en: 'reported' },
  CLOSED: { zh: '办结', en: 'closed' },
  CANCELLED: { zh: '已取消', en: 'cancelled' },
} as const
export type ProjectState = keyof typeof PROJECT_STATES
export const ProjectState = z
  .enum(Object.keys(PROJECT_STATES) as [ProjectState, ...ProjectState[]])
  .meta({ id: 'SupervisionProjectState' })

/** 监督方式. */
export const VISIT_KINDS = {
  INSPECTION: { zh: '视察', en: 'inspection' },
  OPEN_VISIT: { zh: '明察', en: 'announced visit' },
  UNANNOUNCED_VISIT: { zh: '暗访', en: 'unannounced visit' },
  FORUM: { zh: '座谈', en: 'forum' },
} as const
export type VisitKind = keyof typeof VISIT_KINDS
export const VisitKind = z.enum(Object.keys(VISIT_KINDS) as [VisitKind, ...VisitKind[]]).meta({ id: 'VisitKind' })

/** 问题严重程度. */
export const SEVERITIES = {
  MINOR: { zh: '一般', en: 'minor' },
  SERIOUS: { zh: '较重', en: 'serious' },
  GRAVE: { zh: '严重', en: 'grave' },
} as const
export type Severity = keyof typeof SEVERITIES
export const Severity = z.enum(Object.keys(SEVERITIES) as [Severity, ...Severity[]]).meta({ id: 'Severity' })

/** 问题状态: from what a group saw to what was mended and looked at again. */
export const FINDING_STATES = {
  RAISED: { zh: '已发现', en: 'raised' },
  DROPPED: { zh: '不列入', en: 'not pursued' },
  LISTED: { zh: '待签收', en: 'listed' },
  DISPUTED: { zh: '有异议', en: 'disputed' },
  ACCEPTED: { zh: '已签收', en: 'accepted' },
  RECTIFYING: { zh: '整改中', en: 'being rectified' },
  RECTIFIED: { zh: '待销号', en: 'rectified, not verified' },
  REOPENED: { zh: '重新整改', en: 'reopened' },
  VERIFIED: { zh: '已销号', en: 'verified' },
} as const
export type FindingState = keyof typeof FINDING_STATES
export const FindingState = z
  .enum(Object.keys(FINDING_STATES) as [FindingState, ...FindingState[]])
  .meta({ id: 'FindingState' })

/** 监督小组: for one topic, or resident at a department. */
export const SupervisionGroupKind = z.enum(['TOPICAL', 'RESIDENT']).meta({ id: 'SupervisionGroupKind' })
export type SupervisionGroupKind = z.infer<typeof SupervisionGroupKind>

/** 监督指标: what is looked at, by a code that stays the same on every level. */
export const Indicator = z
  .strictObject({ code: line(40), name: line(120), unit: line(20).optional() })
  .meta({ id: 'SupervisionIndicator' })
export type Indicator = z.infer<typeof Indicator>

export const SupervisionYear = z.int().min(1949).max(2199).meta({ id: 'SupervisionYear' })

/** A list in which nothing is said twice. */
export const distinctIds = (max: number) =>
  z
    .array(Id)
    .max(max)
    .refine((all) => new Set(all).size === all.length)

/** 监督方案: what a project is about. Ids are of the directory. */
export const projectDetails = {
  form: SupervisionForm,
  topic: line(200),
  level: SupervisionLevel.default('OWN'),
  year: SupervisionYear,
  startsOn: LocalDate,
  endsOn: LocalDate,
  /** 监督对象: the units that are supervised. */
  unitIds: distinctIds(100).min(1),
  /** 承办: the special committee or office in charge. */
  leadBodyId: Id.optional(),
  /** 年度计划事项: of consultations. */
  planItemId: Id.optional(),
  indicators: z
    .array(Indicator)
    .max(50)
    .default([])
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length),
}
export const Reason = text(500)
