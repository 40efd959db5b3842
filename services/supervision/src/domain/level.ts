import { type CommandOf, given, Refusal, supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'
import { type Fixed, type Project, proposeProject, requireState, type Unknown } from './project.ts'

/** 监督方案模板 of an upper committee. */
export interface Template extends Fixed {
  id: string
  side: string
}

/** What the rows of a project come to. */
export type LevelCounts = Pick<c.OutboundLevelReport, 'visits' | 'findings' | 'listed' | 'verified'>

export interface LevelFacts {
  project: Project
  templateId: string
  /** The indicators of the template. */
  codes: readonly string[]
  counts: LevelCounts
  /** 监督报告 that was submitted, by the hash of its file. */
  reportSha256: string | undefined
  hashOf: (text: string) => string
  /** The highest revision that was approved on the template; 0 without one. */
  lastRevision: number
  prepared:
    | {
        state: 'PREPARED' | 'APPROVED'
        content: c.OutboundLevelReport
        contentHash: string
        textSha256: string | undefined
        preparedBy: string
        /** Whether state, counts and report are those of the rows still. */
        isCurrent: boolean
      }
    | undefined
}

/** What goes up is a report that was submitted here first. */
const REPORTED = ['REPORTED', 'CLOSED'] as const

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
  { project, templateId, codes, counts, reportSha256: submitted, lastRevision, hashOf }: LevelFacts,
  { projectId, indicators, reportSha256, publicText }: CommandOf<typeof c.PrepareLevelReport>,
) {
  requireState(project, REPORTED)
  if (reportSha256 !== submitted) throw new Refusal('level_report.other_file', { field: 'reportSha256' })
  const unknown = indicators.findIndex(({ code }) => !codes.includes(code))
  if (unknown >= 0) throw new Refusal('level_report.unknown_indicator', { field: `indicators.${unknown}.code` })
  const content = { revision: lastRevision + 1, state: project.state, ...counts, indicators, reportSha256 }
  const textSha256 = publicText === undefined ? undefined : hashOf(publicText)
  // What an approval names: everything that would leave, and the text by its own hash.
  const contentHash = hashOf(JSON.stringify([templateId, content, textSha256 ?? null]))
  return [c.LevelReportPrepared({ projectId, templateId, ...content, ...given('textSha256', textSha256), contentHash })]
}

/** 审定: exactly what was looked at, while the rows still say it, by another account than the one that prepared it. */
export function approveLevelReport(
  { project, templateId, prepared }: LevelFacts,
  { projectId, contentHash }: CommandOf<typeof c.ApproveLevelReport>,
  { now, actor }: Deciding,
) {
  requireState(project, REPORTED)
  if (prepared?.state !== 'PREPARED') throw new Refusal('level_report.not_prepared', { field: 'projectId' })
  if (prepared.preparedBy === actor.id) throw new Refusal('level_report.own_preparation', { field: 'projectId' })
  if (prepared.contentHash !== contentHash || !prepared.isCurrent) {
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
