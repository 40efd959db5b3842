import { given, listOf, type ParamsOf, Refusal, type supervision as c } from '@lianxie/contracts'
import { type PolicyValues, shanghaiDate, signal } from '@lianxie/policy'
import { type Actor, type Database } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { figureOf, isOverdue, isOwed } from '../store/finding-figures.ts'
import type { Tables } from '../store/tables.ts'
import { visibleFindings } from './visibility.ts'

export type IssueFilters = Omit<ParamsOf<typeof c.Issues>, 'limit' | 'cursor'>

/** What is due soonest comes first. */
export const DUE = sql<Date>`coalesce(finding.due_at, '2999-01-01 00:00:00+00'::timestamptz)`
export const ISSUE_ORDER = [
  { by: DUE, type: 'timestamptz' },
  { by: sql.ref('finding.id'), type: 'uuid' },
] as const

/** Who reads what was found and written of it: whoever sees the issue but the auditor, who reads what happened. */
export const readsWords = ({ role }: Actor): boolean => role !== 'AUDITOR'

/** The issues of all lists that an actor sees and that fit. */
export function issuesOf(db: Database<Tables>, filters: IssueFilters, { actor, now }: { actor: Actor; now: Date }) {
  const { projectId, listId, unitId, state, severity, subject, year, overdue, figure } = filters
  let rows = db.selectFrom('finding').where('finding.list_id', 'is not', null).where(visibleFindings(actor))
  if (projectId !== undefined) rows = rows.where('finding.project_id', '=', projectId)
  if (listId !== undefined) rows = rows.where('finding.list_id', '=', listId)
  if (unitId !== undefined) rows = rows.where('finding.unit_id', '=', unitId)
  if (state) rows = rows.where('finding.state', 'in', listOf(state))
  if (severity) rows = rows.where('finding.severity', 'in', listOf(severity))
  if (subject !== undefined) rows = rows.where('finding.subject', '=', subject)
  if (year !== undefined) rows = rows.where(listedIn(year))
  if (overdue === 'true') rows = rows.where(isOverdue(now))
  if (overdue === 'false') rows = rows.where(sql<boolean>`not coalesce(${isOverdue(now)}, false)`)
  if (figure !== undefined) rows = rows.where(figureOf(figure, now))
  return rows
}

/** Listed in a year of Asia/Shanghai. */
export const listedIn = (year: number): RawBuilder<boolean> =>
  sql<boolean>`(finding.listed_at >= ${newYear(year)} and finding.listed_at < ${newYear(year + 1)})`

const newYear = (year: number) => new Date(Date.UTC(year, 0, 1) - 8 * 3_600_000)

/** What a list shows of these issues, in no order. */
export const issueRows = (db: Database<Tables>, ids: readonly string[], now: Date) =>
  db
    .selectFrom('finding')
    .innerJoin('project', 'project.id', 'finding.project_id')
    .innerJoin('issue_list', 'issue_list.id', 'finding.list_id')
    .leftJoin('known_unit', 'known_unit.id', 'finding.unit_id')
    .select([
      'finding.id',
      'finding.project_id',
      'project.topic',
      'project.state as project_state',
      'issue_list.id as list_id',
      'issue_list.year',
      'issue_list.number',
      'finding.position',
      'finding.state',
      'finding.severity',
      'finding.subject',
      'finding.unit_id',
      'known_unit.name as unit',
      'finding.fact',
      'finding.listed_at',
      'finding.due_at',
      'finding.round',
      'finding.reopened',
      'finding.rectified_at',
      'finding.verified_at',
      'finding.look_back_due',
      'finding.look_back',
      isOwed.as('owed'),
      sql<boolean>`coalesce(${isOverdue(now)}, false)`.as('overdue'),
    ])
    .where(sql<boolean>`finding.id = any(${[...ids]}::uuid[])`)

export type IssueRecord = Awaited<ReturnType<ReturnType<typeof issueRows>['execute']>>[number]

/** As much of a fact as a list shows. */
const SHOWN = 120

export const showIssue = (row: IssueRecord, actor: Actor, now: Date, values: PolicyValues): c.IssueRow => ({
  findingId: row.id,
  projectId: row.project_id,
  topic: row.topic,
  listId: row.list_id,
  listYear: row.year,
  listNumber: row.number,
  ...given('position', row.position),
  state: row.state,
  severity: row.severity,
  subject: row.subject,
  unitId: row.unit_id,
  ...given('unit', row.unit),
  ...(readsWords(actor) && given('fact', row.fact === null ? null : Array.from(row.fact).slice(0, SHOWN).join(''))),
  ...given('listedAt', row.listed_at?.toISOString()),
  ...given('dueAt', row.due_at?.toISOString()),
  overdue: row.overdue,
  ...(row.owed && row.due_at && { light: signal(row.due_at.toISOString(), now, values['deadline.signal']) }),
  next: nextOf(row, now),
  round: row.round,
  reopened: row.reopened,
  ...given('rectifiedAt', row.rectified_at?.toISOString()),
  ...given('verifiedAt', row.verified_at?.toISOString()),
  ...given('lookBackDue', row.look_back_due),
  ...given('lookBack', row.state === 'VERIFIED' ? row.look_back : null),
})

/** What is to be done next; nothing once the project is closed. */
function nextOf(
  row: Pick<IssueRecord, 'state' | 'project_state' | 'look_back' | 'look_back_due'>,
  now: Date,
): c.IssueStep {
  if (row.project_state !== 'ISSUE_LIST_SENT' && row.project_state !== 'REPORTED') return 'NOTHING'
  switch (row.state) {
    case 'LISTED':
      return 'ACCEPT_OR_DISPUTE'
    case 'DISPUTED':
      return 'RECHECK'
    case 'ACCEPTED':
    case 'REOPENED':
      return 'PLAN_MEASURES'
    case 'RECTIFYING':
      return 'RECTIFY'
    case 'RECTIFIED':
      return 'VERIFY'
    case 'VERIFIED':
      return row.look_back === null && (row.look_back_due ?? '') <= shanghaiDate(now) && row.look_back_due !== null
        ? 'LOOK_BACK'
        : 'NOTHING'
    case 'RAISED':
    case 'DROPPED':
      return 'NOTHING'
  }
}

/** The row that was found, or the refusal that also answers for what the actor may not see. */
export function found<R>(row: R | undefined, field: string): R {
  if (row === undefined) throw new Refusal('common.not_found', { field })
  return row
}
