import type { Answer, Role, Row } from '../../data/contracts.ts'
import { endOf } from '../consultations-commitments/due.ts'
import { titleOf } from '../joint-drafts/content-fields.ts'
import { type Group, groupOf } from './due-group.ts'

type Light = Row<'proposals.to-do'>['light']
/** What is asked, of whichever service: those of proposals by their own names. */
export type Kind =
  | Row<'proposals.to-do'>['kind']
  | Row<'consultations.my-tasks'>['kind']
  | 'CLOSE_COMMITMENT'
  | 'APPROVE_MINUTES'
  | 'WRITE_MINUTES'
  | 'CIRCULATE_MINUTES'
  | 'APPROVE_OUTCOME'
  | 'SUBMIT_OUTCOME'
  | 'APPROVE_PROJECT'
  | 'ACCEPT_ISSUE'
  | 'PLAN_MEASURES'
  | 'RECTIFY'
  | 'SETTLE'
  | 'JOIN'
  | 'RELEASE'
  | 'REPORT_TASK'
  | 'VERIFY_TASK'
  | 'SETTLE_PRESSURE'

/** 待办事项 of any service, as the first page lists it. */
export interface Task {
  key: string
  kind: Kind
  title: string
  note?: string | undefined
  to: string
  dueAt?: string | undefined
  light?: Light | undefined
  group: Group
  /** What a unit names to hear of it. */
  watch?: string
}

const dated = (dueOn: string | null | undefined) => {
  const dueAt = dueOn ? endOf(dueOn) : undefined
  return { dueAt, group: groupOf(dueAt) }
}

export const ofProposals = (rows: readonly Row<'proposals.to-do'>[]): Task[] =>
  rows.map(({ kind, group, proposalId, subject, unitId, dueAt, light }, at) => ({
    // One case may ask for the same thing twice.
    key: `${kind} ${proposalId} ${unitId ?? ''} ${at}`,
    kind,
    title: subject,
    to: `/proposals/${proposalId}`,
    dueAt,
    light,
    group,
    watch: `proposals/cases/${proposalId}`,
  }))

export const ofConsultations = (rows: readonly Row<'consultations.my-tasks'>[]): Task[] =>
  rows.map(({ kind, id, parentId, text, dueOn, light }) => {
    const thing =
      kind === 'KEEP_COMMITMENT'
        ? `commitments/${id}`
        : `${kind === 'ANSWER_QUESTION' ? 'sessions' : 'outcomes'}/${parentId}`
    const to = `/consultations/${thing}`
    return { key: `${kind} ${id}`, kind, title: text, to, light, ...dated(dueOn), watch: `consultations/${thing}` }
  })

export const ofCommitments = (rows: readonly Row<'consultations.commitments'>[]): Task[] =>
  rows.map(({ commitmentId, promise, dueOn, light }) => ({
    key: `CLOSE_COMMITMENT ${commitmentId}`,
    kind: 'CLOSE_COMMITMENT',
    title: promise,
    to: `/consultations/commitments/${commitmentId}`,
    light,
    ...dated(dueOn),
  }))

const MINUTES = { NONE: 'WRITE_MINUTES', DRAFTED: 'CIRCULATE_MINUTES', CIRCULATED: 'APPROVE_MINUTES' } as const

export const ofMinutes = (rows: readonly Row<'consultations.sessions'>[]): Task[] =>
  rows.flatMap(({ sessionId, title, minutes }) =>
    minutes === 'APPROVED'
      ? []
      : [
          {
            key: `${MINUTES[minutes]} ${sessionId}`,
            kind: MINUTES[minutes],
            title,
            to: `/consultations/sessions/${sessionId}/minutes`,
            group: 'UNDATED' as const,
          },
        ],
  )

export const ofOutcomes = (rows: readonly Row<'consultations.outcomes'>[]): Task[] =>
  rows.map(({ outcomeId, title, state }) => ({
    key: `outcome ${outcomeId}`,
    kind: state === 'DRAFTED' ? 'APPROVE_OUTCOME' : 'SUBMIT_OUTCOME',
    title,
    to: `/consultations/outcomes/${outcomeId}`,
    group: 'UNDATED',
  }))

export const ofProjects = (rows: readonly Row<'supervision.projects'>[]): Task[] =>
  rows.map(({ projectId, topic }) => ({
    key: `project ${projectId}`,
    kind: 'APPROVE_PROJECT',
    title: topic,
    to: `/supervision/projects/${projectId}`,
    group: 'UNDATED',
  }))

export const ofIssues = (rows: readonly Row<'supervision.issue-inbox'>[]): Task[] =>
  rows.map(({ findingId, next, topic, subject, fact, dueAt, light }) => ({
    key: `issue ${findingId}`,
    kind: next === 'ACCEPT_OR_DISPUTE' ? 'ACCEPT_ISSUE' : next === 'PLAN_MEASURES' ? 'PLAN_MEASURES' : 'RECTIFY',
    title: fact ?? subject,
    note: topic,
    to: `/supervision/issues/${findingId}`,
    dueAt,
    light,
    group: groupOf(dueAt),
    watch: `supervision/issues/${findingId}`,
  }))

export const ofSignatures = (rows: readonly Row<'joint.to-sign'>[]): Task[] =>
  rows.map(({ compactId, compactName, decisionId, title, toDo, deadline }) => ({
    key: `sign ${decisionId}`,
    kind: toDo.includes('countersign') || toDo.includes('close') ? 'COUNTERSIGN' : 'SETTLE',
    title,
    note: compactName,
    to: `/joint/${compactId}/decisions/${decisionId}`,
    dueAt: deadline ?? undefined,
    group: groupOf(deadline ?? undefined),
  }))

/** 待签邀请: compacts that the own side has not signed yet. */
export const ofCompacts = (rows: readonly Row<'joint.compacts'>[], own: string): Task[] =>
  rows.flatMap(({ compactId, name, sides }) =>
    sides.some(({ committee, signedInvitation }) => committee === own && !signedInvitation)
      ? [
          {
            key: `join ${compactId}`,
            kind: 'JOIN' as const,
            title: name,
            to: `/joint/${compactId}`,
            group: 'UNDATED' as const,
          },
        ]
      : [],
  )

/** 待放行: what binds the committee waits for a chair, everything else for the office. */
export const ofDrafts = (rows: readonly Row<'joint.drafts'>[], role: Role, untitled: string): Task[] =>
  rows
    .filter(({ needsChair }) => needsChair === (role === 'CHAIR'))
    .map(({ draftId, content }) => ({
      key: `draft ${draftId}`,
      kind: 'RELEASE',
      title: titleOf(content) ?? untitled,
      to: `/joint/drafts/${draftId}`,
      group: 'UNDATED',
    }))

/** 联动任务: the unit reports until it is done, the office verifies what is. */
export const ofJointTasks = (rows: readonly Row<'joint.own-tasks'>[]): Task[] =>
  rows.map(({ taskId, title, compactName, state, due }) => ({
    key: `task ${taskId}`,
    kind: state === 'DONE' ? 'VERIFY_TASK' : 'REPORT_TASK',
    title,
    note: compactName,
    to: `/joint/tasks/${taskId}`,
    ...dated(due),
    watch: `joint/tasks/${taskId}`,
  }))

/** 待核查的情况反映, for the proposal office alone. */
export const ofPressure = (rows: readonly Row<'proposals.pressure-reports'>[]): Task[] =>
  rows.map(({ reportId, text }) => ({
    key: `pressure ${reportId}`,
    kind: 'SETTLE_PRESSURE',
    title: text,
    to: '/proposals/pressure',
    group: 'UNDATED',
  }))

type Counts = Answer<'proposals.to-do'>['counts']

/** How many there are of each group and kind: of proposals as the service counted them, of the rest those that are here. */
export function countsOf(counts: Counts, others: readonly Task[]) {
  const groups = new Map<Group, number>()
  const kinds = new Map<Kind, number>()
  const add = (kind: Kind, group: Group, count: number) => {
    groups.set(group, (groups.get(group) ?? 0) + count)
    kinds.set(kind, (kinds.get(kind) ?? 0) + count)
  }
  for (const { kind, group, count } of counts) add(kind, group, count)
  for (const { kind, group } of others) add(kind, group, 1)
  return { groups, kinds, total: [...groups.values()].reduce((sum, count) => sum + count, 0) }
}

/** What is due first stands first; without a last day after all that have one. */
export const byDue = (a: Task, b: Task): number => (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9')
