import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'
import { type Project, proposeProject, requireState, type Unknown } from './project.ts'

/** 监督方案模板 of an upper committee. */
export interface Template {
  id: string
  side: string
  topic: string
  form: c.SupervisionForm
  year: number
  startsOn: string
  endsOn: string
  indicators: c.Indicator[]
}

/** What the rows of a project come to. */
export type LevelCounts = Pick<c.OutboundLevelReport, 'visits' | 'findings' | 'listed' | 'verified'>

export interface LevelFacts {
  project: Project
  templateId: string
  /** The indicators of the template. */
  codes: readonly string[]
  counts: LevelCounts
  hashOf: (text: string) => string
  /** The highest revision that was approved on the template; 0 without one. */
  lastRevision: number
  prepared:
    | {
        state: 'PREPARED' | 'APPROVED'
        content: c.OutboundLevelReport
        contentHash: string
        textSha256: string | undefined
      }
    | undefined
}

const REPORTED_FROM = ['FINDINGS', 'ISSUE_LIST_SENT', 'REPORTED', 'CLOSED'] as const

/** 按上级模板立项: topic, form, period and indicators are the template's. */
export function proposeFromTemplate(
  { template, isTaken, unknown }: { template: Template; isTaken: boolean; unknown: Unknown },
  { templateId, ...own }: CommandOf<typeof c.ProposeFromTemplate>,
  { committee, ...deciding }: Deciding & { committee: string },
) {
  if (template.side === committee) throw new Refusal('template.own', { field: 'templateId' })
  if (isTaken) throw new Refusal('template.taken', { field: 'templateId' })
  const { topic, form, year, startsOn, endsOn, indicators } = template
  const [proposed] = proposeProject({ unknown }, { ...own, topic, form, year, startsOn, endsOn, indicators }, deciding)
  return [proposed!, c.TemplateTaken({ projectId: proposed!.data.projectId, templateId })]
}

/** 拟定层级监督报告: the counts are those of the rows, whoever asks. */
export function prepareLevelReport(
  { project, templateId, codes, counts, lastRevision, hashOf }: LevelFacts,
  { projectId, indicators, reportSha256, publicText }: CommandOf<typeof c.PrepareLevelReport>,
) {
  requireState(project, REPORTED_FROM)
  const unknown = indicators.findIndex(({ code }) => !codes.includes(code))
  if (unknown >= 0) throw new Refusal('level_report.unknown_indicator', { field: `indicators.${unknown}.code` })
  const content = { revision: lastRevision + 1, state: project.state, ...counts, indicators, reportSha256 }
  const textSha256 = publicText === undefined ? undefined : hashOf(publicText)
  // What an approval names: everything that would leave, and the text by its own hash.
  const contentHash = hashOf(JSON.stringify([templateId, content, textSha256 ?? null]))
  return [c.LevelReportPrepared({ projectId, templateId, ...content, ...given('textSha256', textSha256), contentHash })]
}

/** 审定: exactly what was looked at, while the rows still say it. */
export function approveLevelReport(
  facts: LevelFacts,
  { projectId, contentHash }: CommandOf<typeof c.ApproveLevelReport>,
  { now }: Deciding,
) {
  const { project, templateId, prepared } = facts
  requireState(project, REPORTED_FROM)
  if (prepared?.state !== 'PREPARED') throw new Refusal('level_report.not_prepared', { field: 'projectId' })
  if (prepared.contentHash !== contentHash || !isCurrent(prepared.content, project.state, facts.counts)) {
    throw new Refusal('level_report.changed', { field: 'contentHash' })
  }
  return [
    c.LevelReportApproved({
      projectId,
      templateId,
      ...prepared.content,
      approvedOn: shanghaiDate(now),
      ...given('textSha256', prepared.textSha256),
    }),
  ]
}

/** Whether what was prepared is what the rows say now. */
const isCurrent = (content: c.OutboundLevelReport, state: c.ProjectState, counts: LevelCounts): boolean =>
  content.state === state &&
  content.visits === counts.visits &&
  content.findings === counts.findings &&
  content.listed === counts.listed &&
  content.verified === counts.verified
