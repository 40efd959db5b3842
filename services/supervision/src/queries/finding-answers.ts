import { given, listOf, Refusal, type ResultOf, supervision as c } from '@lianxie/contracts'
import { type Actor, answer, type Answer, type Database, readPage, hasWords } from '@lianxie/service-kit'
import { type SelectQueryBuilder, sql } from 'kysely'
import { isOverdue, isOwed } from '../store/finding-figures.ts'
import type { Tables } from '../store/tables.ts'
import { showFiles } from './field-files.ts'
import { countsSentence } from './field-sentences.ts'
import { findingHistoryOf, versionOf } from './history.ts'
import { readsWords } from './issue-rows.ts'
import { isUnit, READERS, visibleFindings } from './visibility.ts'
import { isInside } from './visible-visits.ts'

export const findingRows = (db: Database<Tables>, now: Date) =>
  db
    .selectFrom('finding')
    .innerJoin('project', 'project.id', 'finding.project_id')
    .leftJoin('known_unit', 'known_unit.id', 'finding.unit_id')
    .leftJoin('issue_list', 'issue_list.id', 'finding.list_id')
    .select([
      'finding.id',
      'finding.project_id',
      'project.topic',
      'finding.visit_id',
      'finding.group_id',
      'finding.state',
      'finding.state_since',
      'finding.severity',
      'finding.subject',
      'finding.unit_id',
      'known_unit.name as unit_name',
      'finding.raised_at',
      'issue_list.number as list_number',
      'issue_list.year as list_year',
      'finding.due_at',
      'finding.origin',
      sql<boolean>`coalesce(${isOverdue(now)}, false)`.as('overdue'),
      sql<number>`jsonb_array_length(finding.files)`.as('file_count'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof findingRows>['execute']>>[number]

export const showFinding = (row: Row, { role }: Actor): c.FindingRow => ({
  findingId: row.id,
  projectId: row.project_id,
  topic: row.topic,
  ...given('visitId', row.visit_id),
  // Which group saw it is no matter of the unit's.
  ...(!isUnit(role) && given('groupId', row.group_id)),
  state: row.state,
  stateSince: row.state_since.toISOString(),
  severity: row.severity,
  subject: row.subject,
  unit: { unitId: row.unit_id, ...given('name', row.unit_name) },
  raisedAt: row.raised_at.toISOString(),
  ...given('listNumber', row.list_number),
  ...given('listYear', row.list_year),
  ...given('dueAt', row.due_at?.toISOString()),
  overdue: row.overdue,
  files: row.file_count,
  origin: row.origin,
})

type All = SelectQueryBuilder<any, 'finding', object>

/** One page with the counts of every state whichever is shown. */
async function pageOf(
  db: Database<Tables>,
  all: All,
  { state, sort, text, limit, cursor }: PageAsked,
  { actor, now }: { actor: Actor; now: Date },
): Promise<ResultOf<typeof c.Findings>> {
  const counts = (await all
    .where(hasWords(sql.ref('finding.search'), text))
    .select(['finding.state', sql<number>`count(*)::int`.as('count')])
    .groupBy('finding.state')
    .execute()) as { state: c.FindingState; count: number }[]
  let rows = state ? all.where('finding.state', 'in', listOf(state)) : all
  if (sort === 'DUE') rows = rows.where('finding.due_at', 'is not', null).where(isOwed)
  const page = await readPage(rows.select('finding.id'), {
    limit,
    cursor,
    words: { column: sql.ref('finding.search'), text },
    order: ORDERS[sort],
  })
  const ids = page.items.map(({ id }) => id as string)
  const found = await findingRows(db, now)
    .where(sql<boolean>`finding.id = any(${ids}::uuid[])`)
    .execute()
  const shown = new Map(found.map((row) => [row.id, showFinding(row, actor)]))
  const byState = (Object.keys(c.FINDING_STATES) as c.FindingState[]).flatMap((one) => {
    const count = counts.find((row) => row.state === one)?.count
    return count === undefined ? [] : [{ state: one, count }]
  })
  const sentence = countsSentence(byState, c.FINDING_STATES, { zh: '个问题', en: ['finding', 'findings'] })
  return { ...page, items: ids.map((id) => shown.get(id)!), counts: byState, sentence }
}

interface PageAsked {
  state?: c.FindingState | c.FindingState[] | undefined
  sort: 'NEWEST' | 'OLDEST' | 'DUE'
  text?: string | undefined
  limit: number
  cursor?: string | undefined
}

const key = (column: string, type: 'timestamptz' | 'uuid', direction: 'asc' | 'desc') => ({
  by: sql.ref(column),
  type,
  direction,
})
const ORDERS = {
  NEWEST: [key('finding.raised_at', 'timestamptz', 'desc'), key('finding.id', 'uuid', 'desc')],
  OLDEST: [key('finding.raised_at', 'timestamptz', 'asc'), key('finding.id', 'uuid', 'asc')],
  DUE: [key('finding.due_at', 'timestamptz', 'asc'), key('finding.id', 'uuid', 'asc')],
} as const

/** 问题列表. */
const findings = answer(c.Findings, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor, now }) => {
    const { projectId, visitId, groupId, unitId, severity, subject, dueBy, overdue } = params
    let all = db.selectFrom('finding').where(visibleFindings(actor))
    // Words are looked for by those who read them.
    if (params.text !== undefined && !readsWords(actor)) all = all.where(sql<boolean>`false`)
    if (projectId !== undefined) all = all.where('finding.project_id', '=', projectId)
    if (visitId !== undefined) all = all.where('finding.visit_id', '=', visitId)
    if (groupId !== undefined) {
      all = all.where(isUnit(actor.role) ? sql<boolean>`false` : sql<boolean>`finding.group_id = ${groupId}`)
    }
    if (unitId !== undefined) all = all.where('finding.unit_id', '=', unitId)
    if (severity) all = all.where('finding.severity', 'in', listOf(severity))
    if (subject !== undefined) all = all.where('finding.subject', '=', subject)
    if (dueBy !== undefined) {
      // A deadline is 24:00 of its last day.
      all = all.where(
        sql<boolean>`${isOwed} and finding.due_at <= (${dueBy}::date + 1)::timestamp at time zone 'Asia/Shanghai'`,
      )
    }
    if (overdue === 'true') all = all.where(isOverdue(now))
    if (overdue === 'false') all = all.where(sql<boolean>`not coalesce(${isOverdue(now)}, false)`)
    return pageOf(db, all as unknown as All, params, { actor, now })
  },
})

/** 我登记的问题. */
const myFindings = answer(c.MyFindings, {
  allow: ['MEMBER', 'STAFF_CONSULTATION', 'STAFF_OFFICE'],
  read: async (db: Database<Tables>, { projectId, ...params }, { actor, now }) => {
    let all = db.selectFrom('finding').where(isOwn(actor)).where(visibleFindings(actor))
    if (projectId !== undefined) all = all.where('finding.project_id', '=', projectId)
    return pageOf(db, all as unknown as All, { ...params, sort: 'NEWEST' }, { actor, now })
  },
})

const isOwn = ({ id, memberId }: Actor) =>
  memberId === undefined
    ? sql<boolean>`finding.raised_by = ${id}`
    : sql<boolean>`finding.raised_by_member = ${memberId}::uuid`

/** 监督问题. */
const finding = answer(c.FindingById, {
  allow: READERS,
  read: async (db: Database<Tables>, { findingId }, { actor, now }): Promise<ResultOf<typeof c.FindingById>> => {
    const row = await findingRows(db, now)
      .select([
        'finding.sha256',
        'finding.raised_by_member',
        'finding.fact',
        'finding.basis',
        'finding.suggestion',
        'finding.files',
      ])
      .where('finding.id', '=', findingId)
      .where(visibleFindings(actor))
      .executeTakeFirst()
    if (!row) throw new Refusal('common.not_found', { field: 'findingId' })
    const aggregate = `finding/${findingId}`
    const [version, files, history] = await Promise.all([
      versionOf(db, aggregate),
      showFiles(db, row.files, { withPlaces: isInside(actor) }),
      findingHistoryOf(db, findingId, actor),
    ])
    return {
      ...showFinding(row, actor),
      version,
      sha256: row.sha256,
      // Who saw it is no matter of the unit's.
      ...(isInside(actor) && given('memberId', row.raised_by_member)),
      ...(readsWords(actor) && {
        ...given('fact', row.fact),
        ...given('basis', row.basis),
        ...given('suggestion', row.suggestion),
      }),
      files,
      history,
    }
  },
})

export const findingAnswers: Answer<any, any>[] = [findings, myFindings, finding]
