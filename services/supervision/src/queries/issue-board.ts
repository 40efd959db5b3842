import { listOf, supervision as c } from '@lianxie/contracts'
import { type Actor, answer, type Database, readPage, readUncounted, hasWords } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { countOf } from '../store/finding-figures.ts'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { ISSUE_ORDER, type IssueFilters, issueRows, issuesOf, readsWords, showIssue } from './issue-rows.ts'
import { READERS } from './visibility.ts'

interface Asking {
  actor: Actor
  committee: string
  now: Date
}

/** 问题清单台账, with the counts of every state whichever is shown. */
export const issues = answer(c.Issues, {
  allow: READERS,
  read: (db: Database<Tables>, { limit, cursor, ...filters }, { actor, now, runtime }) =>
    readBoard(db, filters, { limit, cursor }, { actor, now, committee: runtime.committee }),
})

const WAITING: c.FindingState[] = ['LISTED', 'ACCEPTED', 'RECTIFYING', 'REOPENED']

/** 单位整改收件箱: what a unit sees is its own. */
export const issueInbox = answer(c.IssueInbox, {
  allow: ['UNIT_HANDLER', 'UNIT_LEADER'],
  read: (db: Database<Tables>, { limit, cursor, waiting, state, ...rest }, { actor, now, runtime }) => {
    const asked = listOf(state)
    const states = waiting === 'true' ? WAITING.filter((one) => asked.length === 0 || asked.includes(one)) : asked
    // Somebody who asks for what waits in a state in which nothing does, asks for nothing.
    const none = waiting === 'true' && states.length === 0
    const filters = { ...rest, state: none ? WAITING : states.length > 0 ? states : undefined }
    return readBoard(db, filters, { limit: limit, cursor }, { actor, now, committee: runtime.committee }, none)
  },
})

async function readBoard(
  db: Database<Tables>,
  filters: IssueFilters,
  { limit, cursor }: { limit: number; cursor: string | undefined },
  asking: Asking,
  none = false,
) {
  const { state: _state, overdue: _overdue, ...others } = filters
  const { now } = asking
  const [counts, page] = await Promise.all([
    issuesOf(db, others, asking)
      .where(hasWords(sql.ref('finding.search'), readsWords(asking.actor) ? filters.text : undefined))
      .select(['finding.state', sql<number>`count(*)::int`.as('count'), countOf('OVERDUE', now).as('overdue')])
      .groupBy('finding.state')
      .execute(),
    readPage(
      issuesOf(db, filters, asking)
        .where(sql<boolean>`${!none}::boolean`)
        .select('finding.id'),
      {
        limit,
        cursor,
        ...(readsWords(asking.actor) && { words: { column: sql.ref('finding.search'), text: filters.text } }),
        order: ISSUE_ORDER,
      },
    ),
  ])
  const byState = (Object.keys(c.FINDING_STATES) as c.FindingState[]).flatMap((one) => {
    const count = counts.find((row) => row.state === one)?.count
    return count === undefined ? [] : [{ state: one, count }]
  })
  const overdue = counts.reduce((sum, row) => sum + row.overdue, 0)
  return {
    ...page,
    items: await shown(db, page.items, asking),
    counts: byState,
    overdue,
    sentence: sentenceOf(byState, overdue),
  }
}

/** The rows of a page, in its order. */
async function shown(db: Database<Tables>, items: readonly { id: string }[], { actor, committee, now }: Asking) {
  const ids = items.map(({ id }) => id)
  const { values } = await loadRules(db, committee, now)
  const rows = await issueRows(db, ids, now).execute()
  const byId = new Map(rows.map((row) => [row.id, showIssue(row, actor, now, values)]))
  return ids.map((id) => byId.get(id)!)
}

/** Every issue that fits, a thousand at a time. */
export async function* issuePages(db: Database<Tables>, filters: IssueFilters, asking: Asking) {
  const rows = issuesOf(db, filters, asking).select('finding.id')
  let cursor: string | undefined
  do {
    const page = await readUncounted(rows, { limit: 1_000, cursor, order: ISSUE_ORDER })
    yield await shown(db, page.items, asking)
    cursor = page.next
  } while (cursor !== undefined)
}

/** 共有12个问题，其中待签收3个、整改中9个；逾期2个。 */
function sentenceOf(counts: { state: c.FindingState; count: number }[], overdue: number) {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return { zh: '没有符合条件的问题。', en: 'No issues match.' }
  const zh = counts.map(({ state, count }) => `${c.FINDING_STATES[state].zh}${count}个`).join('、')
  const en = counts.map(({ state, count }) => `${count} ${c.FINDING_STATES[state].en}`).join(', ')
  return {
    zh: `共有${total}个问题，其中${zh}；逾期${overdue}个。`,
    en: `${total} ${total === 1 ? 'issue' : 'issues'}: ${en}; ${overdue} overdue.`,
  }
}
