import { given, listOf, type ParamsOf, proposals as c, Refusal } from '@lianxie/contracts'
import { type Actor, answer, type Database, MOST_COUNTED, readUncounted } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { filtered, narrow } from './docket-filters.ts'
import { eachWithWords, hasPairs, hasPhrases } from './docket-words.ts'
import { lightsAt, type Proposals, showRow, withRows } from './rows.ts'
import { caseOf, READERS, seesAll } from './visibility.ts'

type Params = ParamsOf<typeof c.Docket>
type Order = Parameters<typeof readUncounted>[1]['order']

const id = { by: sql.ref('proposal.id'), type: 'uuid' } as const

/** Each order ends with the id, which alone is unique. */
const ORDERS: Record<Params['sort'], Order> = {
  submitted: [{ by: sql.ref('proposal.submitted_at'), type: 'timestamptz' }, id],
  number: [
    { by: sql`coalesce(proposal.term_number, 0)`, type: 'integer' },
    { by: sql`coalesce(proposal.session_number, 0)`, type: 'integer' },
    { by: sql`coalesce(proposal.serial, 0)`, type: 'integer' },
    id,
  ],
  subject: [{ by: sql`coalesce(proposal.subject, '') collate "zh-x-icu"`, type: 'text' }, id],
  changed: [{ by: sql.ref('proposal.state_since'), type: 'timestamptz' }, id],
}

const orderOf = ({ sort, direction }: Params): Order => {
  const [first, ...rest] = ORDERS[sort].map((key) => ({ ...key, direction }))
  return [first!, ...rest]
}

/** 提案列表: what the actor may see of what was submitted; the counts name every phase, whichever is shown. */
export const docket = answer(c.Docket, {
  allow: READERS,
  read: async (db: Database<Tables>, params, { actor, now, runtime }) => {
    const rows = filtered(db, params, { actor, now })
    const ofStage = params.stage === undefined ? undefined : await statesOf(db, params.stage, runtime.committee, now)
    const states = statesAsked(params, ofStage)
    const lights = lightsAt(now, (await loadRules(db, runtime.committee, now)).values)
    const most = params.text === undefined ? MOST_BY_PHASE : MOST_COUNTED
    const { counts, few } = await countByState(db, rows, { ...params, states }, most)
    // Of too many to tell their phases those that are asked for may be few.
    const asked = counts || !states ? { counts, few } : await countByState(db, inStates(rows, states), params, most)
    const page = await readDocket(
      asked.few ? inDocket(db, asked.few) : inStates(eachWithWords(rows, params), states),
      params,
    )
    const shown = inOrder(page.items, await withRatings(withRows(withIds(db, page.items)), actor).execute())
    return {
      ...page,
      ...(asked.counts ? { total: sumOf(asked.counts, states) } : { total: most, totalIsCapped: true as const }),
      items: shown.map((row) => ({ ...showRow(row, lights), ...given('ratings', row.ratings) })),
      counts: counts ? byPhase(counts) : [],
      sentence: counts ? sentenceOf(byPhase(counts)) : tooMany(most),
    }
  },
})

/** The ids of one page, from an index alone; the rows themselves are read for those. */
const readDocket = async (rows: Proposals, params: Params) => {
  const { items, ...page } = await readUncounted(rows.select('proposal.id'), {
    limit: params.limit,
    cursor: params.cursor,
    order: orderOf(params),
  })
  return { ...page, items: items.map((row) => row.id) }
}

/** The rows in the order of their ids. */
function inOrder<R extends { id: string }>(ids: readonly string[], rows: readonly R[]): R[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((one) => byId.get(one) ?? [])
}

const inDocket = (db: Database<Tables>, ids: readonly string[]): Proposals =>
  narrow(db).where(sql<boolean>`proposal.id = any(${ids}::uuid[])`)

const withIds = (db: Database<Tables>, ids: readonly string[]): Proposals =>
  db.selectFrom('proposal').where(sql<boolean>`proposal.id = any(${ids}::uuid[])`)

/** 委员满意度 beside each row, for the office and the chairs. */
const withRatings = (rows: ReturnType<typeof withRows>, { role }: Actor) =>
  rows.select(
    seesAll(role)
      ? sql<c.FeedbackResult[] | null>`(select array_agg(distinct form.result) from proposal_rating form
          where form.proposal_id = ${caseOf} and form.round = proposal.reply_round and form.result is not null)`.as(
          'ratings',
        )
      : sql<c.FeedbackResult[] | null>`null::text[]`.as('ratings'),
  )

export type DocketFilters = Omit<Params, 'limit' | 'cursor'>

/** Every row that fits, in the order asked for, a thousand at a time. */
export async function* docketPages(
  db: Database<Tables>,
  filters: DocketFilters,
  { actor, committee, now }: { actor: Actor; committee: string; now: Date },
): AsyncGenerator<c.ProposalRow[]> {
  const params = { ...filters, limit: 1_000 }
  const ofStage = params.stage === undefined ? undefined : await statesOf(db, params.stage, committee, now)
  const all = filtered(db, params, { actor, now })
  const states = statesAsked(params, ofStage)
  const { few } = await countByState(db, all, { ...params, states }, FEW_IN_ORDER)
  const rows = few ? inDocket(db, few) : inStates(eachWithWords(all, params), states)
  let cursor: string | undefined
  do {
    const page: { items: string[]; next?: string } = await readDocket(rows, { ...params, cursor })
    yield inOrder(page.items, await withRows(withIds(db, page.items)).execute()).map((row) => showRow(row))
    cursor = page.next
  } while (cursor !== undefined)
}

type StateCounts = readonly { state: c.ProposalState; count: number }[]

/** More proposals than a committee has in decades are not told apart by their phases. */
const MOST_BY_PHASE = 20_000

/** So few rows are put in order sooner than an index of the order is read for them. */
const FEW_IN_ORDER = 5_000

/**
 * Reads the rows once: how many there are in each state, unless there are more than `most`, and which are in the states
 * asked for, where those are few.
 */
async function countByState(
  db: Database<Tables>,
  rows: Proposals,
  { text, states }: { text?: string | undefined; states?: readonly c.ProposalState[] | undefined },
  most: number,
): Promise<{ counts?: StateCounts; few?: string[] }> {
  const fitting = text === undefined ? rows : rows.where(hasPairs(text))
  const {
    rows: [read],
  } = await sql<{ counts: StateCounts | null; few: string[] | null }>`
    with fitting as materialized (${fitting.select(['proposal.id', 'proposal.state'])}),
    found as materialized (
      select id, state from fitting ${text === undefined ? sql`` : sql`where ${hasPhrases(sql.ref('fitting.id'), text)}`}
      limit ${most + 1}),
    asked as (select id from found where ${states ? sql`state = any(${[...states]}::text[])` : sql`true`})
    select
      (select json_agg(json_build_object('state', state, 'count', count))
        from (select state, count(*) from found group by state) as counted) as counts,
      case when (select count(*) from asked) <= ${FEW_IN_ORDER}
        then (select coalesce(array_agg(id), '{}') from asked) end as few`.execute(db)
  const counts = read!.counts ?? []
  return sumOf(counts) > most ? {} : { counts, ...(read!.few && { few: read!.few }) }
}

/** How many there are in the states asked for, or in all. */
const sumOf = (counts: StateCounts, states?: readonly c.ProposalState[]) =>
  counts.reduce((sum, { state, count }) => sum + (!states || states.includes(state) ? count : 0), 0)

type PhaseCounts = readonly { phase: c.ProposalPhase; count: number }[]

const byPhase = (counts: StateCounts): { phase: c.ProposalPhase; count: number }[] =>
  (Object.keys(c.PROPOSAL_PHASES) as c.ProposalPhase[]).flatMap((phase) => {
    const count = sumOf(counts, c.PROPOSAL_PHASES[phase].states)
    return count === 0 ? [] : [{ phase, count }]
  })

/** 共查询到311条，其中待审查3条、待交办12条。 */
function sentenceOf(counts: PhaseCounts): { zh: string; en: string } {
  const total = counts.reduce((sum, { count }) => sum + count, 0)
  if (total === 0) return { zh: '没有符合条件的提案。', en: 'No proposals match.' }
  const zh = counts.map(({ phase, count }) => `${c.PROPOSAL_PHASES[phase].zh}${count}条`).join('、')
  const en = counts.map(({ phase, count }) => `${count} ${c.PROPOSAL_PHASES[phase].en}`).join(', ')
  return {
    zh: `共查询到${total}条，其中${zh}。`,
    en: `${total} ${total === 1 ? 'proposal' : 'proposals'}, ${en}.`,
  }
}

const tooMany = (most: number) => ({
  zh: `符合条件的提案超过${most}条，请缩小范围。`,
  en: `More than ${most} proposals match; narrow the search down.`,
})

/** The states of which a stage of the committee is made up; refuses a stage that it has not. */
async function statesOf(db: Database<Tables>, stage: string, committee: string, now: Date) {
  const { values } = await loadRules(db, committee, now)
  const found = values['proposal.stages'].find(({ code }) => code === stage)
  if (!found) throw new Refusal('proposal.stage_unknown', { field: 'stage' })
  return found.states
}

/** Which states are asked for, by phase, stage and name; undefined for all. */
function statesAsked(
  { phase, state }: Pick<Params, 'phase' | 'state'>,
  ofStage?: readonly c.ProposalState[],
): c.ProposalState[] | undefined {
  const ofPhases = listOf(phase).flatMap((one): readonly c.ProposalState[] => c.PROPOSAL_PHASES[one].states)
  const given = [phase && ofPhases, ofStage, state && listOf(state)].filter((states) => states !== undefined)
  return given.length === 0
    ? undefined
    : c.ProposalState.options.filter((one) => given.every((states) => states.includes(one)))
}

const inStates = (rows: Proposals, states: readonly c.ProposalState[] | undefined) =>
  states ? rows.where(sql<boolean>`proposal.state = any(${states}::text[])`) : rows
