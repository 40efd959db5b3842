import { z } from 'zod'
import { historyDated as dated, historyFact as fact, historyRef as ref, historyTimes } from '../common/history.ts'
import { line, LocalDate } from '../primitives.ts'
import { FindingState, ProjectState } from './supervision.ts'

/** How a file of past years tells that a supervision began. */
export const HISTORY_OPENINGS = {
  ACTIVITY: { zh: '监督活动', en: 'an activity of a group' },
  CAMPAIGN: { zh: '集中督查', en: 'a campaign of inspections' },
  MEETING: { zh: '视察、评议会议', en: 'a key inspection or an appraisal' },
} as const
export type HistoryOpening = keyof typeof HISTORY_OPENINGS
export const HistoryOpening = z
  .enum(Object.keys(HISTORY_OPENINGS) as [HistoryOpening, ...HistoryOpening[]])
  .meta({ id: 'SupervisionHistoryOpening' })

/** What every imported fact about a project, and about a finding, says: what became of it, when, and where it was read. */
export const projectOrigin = { state: ProjectState, ...historyTimes }
export const findingOrigin = { state: FindingState, ...historyTimes }

const unit = line(100)
const topic = line(200)

export const SupervisionStartedFact = fact('supervision-started', {
  subject: topic,
  /** 小组, by the number that the file gives it. */
  team: z.int().min(1).max(999).nullish(),
  dated,
})
/** One member's part in a visit; those of one activity and instant are one visit. */
export const SupervisionVisitFact = fact('supervision-visit', { activity: ref, member: line(100), dated })
export const SupervisionReportedFact = fact('supervision-reported', { dated })
export const FindingRaisedFact = fact('finding-raised', {
  /** 问题类别: by which repeated ones are counted. */
  subject: topic,
  severity: z.enum(['一般', '较重', '严重']),
  unit,
  due: LocalDate.nullish(),
  /** 集中督查, and the number of the list in which it was reported. */
  campaign: ref.nullish(),
  list: z.int().min(1).max(9999).nullish(),
  /** Its activity where its own name does not say it: otherwise what stands before the last colon. */
  activity: ref.nullish(),
  dated,
})
export const FindingRectifiedFact = fact('finding-rectified', { late: z.boolean().nullish(), dated })
export const FindingVerifiedFact = fact('finding-verified', { passed: z.boolean(), dated })
export const SiteInspectedFact = fact('site-inspected', { campaign: ref, town: line(200), dated })
export const DepartmentAppraisedFact = fact('department-appraised', {
  department: z.union([z.int().positive().transform(String), line(100)]),
  score: z.number().min(0).max(100),
  activity: ref.nullish(),
})
/** 重点视察、民主评议 as meetings; other consultations are of another service. */
export const SUPERVISING_MEETINGS = ['key-inspection', 'appraisal'] as const
export const SupervisingMeetingFact = fact('consultation-held', { kind: z.enum(SUPERVISING_MEETINGS), subject: topic })

/** 历史事实: one line of a file of past years as far as supervision goes, in the words of no system. */
export const HistoryFact = z.discriminatedUnion('fact', [
  SupervisionStartedFact,
  SupervisionVisitFact,
  SupervisionReportedFact,
  FindingRaisedFact,
  FindingRectifiedFact,
  FindingVerifiedFact,
  SiteInspectedFact,
  DepartmentAppraisedFact,
  SupervisingMeetingFact,
])
export type HistoryFact = z.output<typeof HistoryFact>
export type HistoryFactName = HistoryFact['fact']

/** The facts that are read, in the order in which those of one instant follow one another. */
export const HISTORY_FACTS = [
  'supervision-started',
  'consultation-held',
  'site-inspected',
  'supervision-visit',
  'finding-raised',
  'finding-rectified',
  'finding-verified',
  'supervision-reported',
  'department-appraised',
] as const satisfies readonly HistoryFactName[]
