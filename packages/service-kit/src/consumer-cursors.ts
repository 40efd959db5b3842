import { type RawBuilder, sql } from 'kysely'
import { anyList } from './any-list.ts'
import { type Arrived, read } from './arrived.ts'
import type { Tx } from './tables.ts'

/** Events that wait in one aggregate and are read together. */
export const WAITING_AT_ONCE = 200

export const keyOf = ({ aggregate, version }: { aggregate: string; version: number }) => `${version} ${aggregate}`

/** Where the aggregates of these events are if each event is the next of its own; undefined if some lack between them. */
export function versionsBefore(events: readonly Arrived[]): Map<string, number> | undefined {
  const before = new Map<string, number>()
  const latest = new Map<string, number>()
  for (const { aggregate, version } of events) {
    const last = latest.get(aggregate)
    if (last === undefined) before.set(aggregate, version - 1)
    else if (version !== last + 1) return undefined
    latest.set(aggregate, version)
  }
  return before
}

/** The cursors that are there, locked, with what is set aside in their aggregates. */
export async function holdAggregates(tx: Tx, consumer: string, names: string[]) {
  // Sent together and carried out one after the other: what is set aside is looked for under the locks.
  const [cursors, isAside] = await Promise.all([lockCursors(tx, consumer, names), isAnySetAside(tx, consumer, names)])
  return { cursors, isAside, ...(isAside ? await setAside(tx, consumer, names) : NOTHING) }
}

/** As if it had been asked for and found so. */
export const asBelieved = (believed: ReadonlyMap<string, number>) => ({
  cursors: new Map([...believed].filter(([, version]) => version > 0)),
  isAside: false,
  ...NOTHING,
})

const ELSEWHERE = 'is at another version than believed'
const ASIDE = 'has something set aside'

/** True when nothing was taken in because things are not as they were believed to be. */
export const isDisproved = (error: unknown): boolean =>
  error instanceof Error && (error.message.includes(ELSEWHERE) || error.message.includes(ASIDE))

/** Locks the cursors, and fails unless they are where they are believed to be; no cursor stands for no version. */
export function failingUnless(consumer: string, believed: ReadonlyMap<string, number>): RawBuilder<unknown>[] {
  const names = [...believed.keys()].sort()
  const versions = names.map((name) => believed.get(name)!)
  return [
    sql`
      select (e.aggregate || ${sql.lit(` ${ELSEWHERE}`)})::int
      from unnest(${anyList('text', names)}, ${anyList('int', versions)}) as e (aggregate, version)
      left join (${lockingCursors(consumer, names)}) c using (aggregate)
      where c.version is distinct from nullif(e.version, 0)`,
    sql`select (aggregate || ${sql.lit(` ${ASIDE}`)})::int from (${setAsideIn(consumer, names)}) s`,
  ]
}

interface Aside {
  waiting: ReadonlyMap<string, Arrived[]>
  blocked: ReadonlySet<string>
}

const NOTHING: Aside = { waiting: new Map(), blocked: new Set() }

/** Costs a fraction of reading it, and is nearly always all that there is to know. */
async function isAnySetAside(tx: Tx, consumer: string, names: string[]): Promise<boolean> {
  const { rows } = await sql<{ aside: boolean }>`
    select exists (${setAsideIn(consumer, names)}) as aside`.execute(tx)
  return rows[0]!.aside
}

const setAsideIn = (consumer: string, names: string[]) => sql`
  select aggregate from waiting_event where consumer = ${consumer} and aggregate = any(${anyList('text', names)})
  union all
  select aggregate from dead_event
  where consumer = ${consumer} and aggregate = any(${anyList('text', names)}) and resolved_at is null`

async function lockCursors(tx: Tx, consumer: string, names: string[]): Promise<Map<string, number>> {
  const { rows } = await lockingCursors(consumer, names).execute(tx)
  return new Map(rows.map(({ aggregate, version }) => [aggregate, version]))
}

/** Locked in one order by everyone, so that two instances cannot wait for each other. */
const lockingCursors = (consumer: string, names: string[]) => sql<{ aggregate: string; version: number }>`
  select aggregate, version from consumer_cursor
  where consumer = ${consumer} and aggregate = any(${anyList('text', names)}) order by aggregate for update`

/** What waits for its turn in these aggregates, and which events must not be applied now: dead, or not due again yet. */
async function setAside(tx: Tx, consumer: string, names: string[]): Promise<Aside> {
  const { rows } = await sql<{ aggregate: string; version: number; payload: Buffer | null }>`
    select aggregate, version, null::bytea as payload from dead_event
    where consumer = ${consumer} and aggregate = any(${names}::text[]) and resolved_at is null
    union all
    select aggregate, version, null from waiting_event
    where consumer = ${consumer} and aggregate = any(${names}::text[]) and retry_at > now()
    union all
    select w.* from unnest(${names}::text[]) as a (aggregate)
    join consumer_cursor c on c.consumer = ${consumer} and c.aggregate = a.aggregate
    cross join lateral (
      select aggregate, version, payload from waiting_event
      where consumer = c.consumer and aggregate = c.aggregate and version > c.version
      order by version limit ${WAITING_AT_ONCE}
    ) w`.execute(tx)
  const waiting = new Map<string, Arrived[]>()
  const blocked = new Set<string>()
  for (const row of rows) {
    if (row.payload) waiting.set(row.aggregate, [...(waiting.get(row.aggregate) ?? []), read(row.payload)])
    else blocked.add(keyOf(row))
  }
  return { waiting, blocked }
}

/** Makes cursors, in one order for everyone. */
export const making = (consumer: string, made: ReadonlyMap<string, number>): RawBuilder<unknown> => sql`
  insert into consumer_cursor (consumer, aggregate, version)
  select ${consumer}, aggregate, version
  from unnest(${anyList('text', [...made.keys()])}, ${anyList('int', [...made.values()])}) as t (aggregate, version)
  order by aggregate`

/** Sets cursors that are held. */
export const advancing = (consumer: string, advanced: ReadonlyMap<string, number>): RawBuilder<unknown> => sql`
  update consumer_cursor set version = (v.versions ->> aggregate)::int
  from (select ${JSON.stringify(Object.fromEntries(advanced))}::jsonb as versions) v
  where consumer = ${consumer} and aggregate = any(${anyList('text', [...advanced.keys()])})`

/** Lets go what waited and has had its turn. */
export const lettingGo = (consumer: string, advanced: ReadonlyMap<string, number>): RawBuilder<unknown> => sql`
  delete from waiting_event using (select ${JSON.stringify(Object.fromEntries(advanced))}::jsonb as versions) v
  where consumer = ${consumer} and aggregate = any(${anyList('text', [...advanced.keys()])})
    and version <= (v.versions ->> aggregate)::int`
