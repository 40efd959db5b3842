import { definitionOf, type Fact, joint } from '@lianxie/contracts'
import type { KeptEntry } from '@lianxie/joint-protocol'
import { appendEvents, type Runtime, systemActor, type Tx } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { factsOfLedger, factsOfNews } from '../ledger/facts-of-ledger.ts'
import { hashOf, signedText } from '../ledger/signed-text.ts'
import { toldKey } from '../ledger/told-key.ts'
import { apply } from '../store/apply.ts'
import type { JointTables } from '../store/tables.ts'
import { alarm, alarmFact } from './alarm-facts.ts'
import type { OpenCompact } from './open-compact.ts'

/** How far a compact was told of; begun anew with each start of the service, when everything is looked at once. */
export interface Told {
  /** Entries of the log that were looked at. */
  entries: number
  /** The last rejection that was looked at. */
  rejection: string
  alarms: Set<string>
}

export const nothingTold = (): Told => ({ entries: 0, rejection: '0', alarms: new Set() })

const REJECTIONS = 500

/**
 * Tells the committee's other services what follows from the entries that came since, and the people what went wrong.
 * One transaction; what was told before, by this process or another, is kept out by the key of each fact. Answers the
 * entries that came.
 */
export async function tell(runtime: Runtime<JointTables>, compact: OpenCompact): Promise<KeptEntry[]> {
  const { member, log, told } = compact
  await log.follow(member)
  const upTo = log.entries.length
  const news = log.entries.slice(told.entries).flatMap(({ id }) => member.view.entry(id) ?? [])
  const followed =
    told.entries === 0
      ? factsOfLedger(member.view, runtime.committee)
      : factsOfNews(news, member.view, runtime.committee)
  const alarms = member
    .alarms()
    .flatMap((found) => alarmFact(found, member.compact) ?? [])
    .filter((fact) => !told.alarms.has(toldKey(fact)!))
  const rejections = await rejectionsAfter(runtime, member.compact, told.rejection)
  const facts = onePerKey([...followed, ...alarms, ...rejections.map(({ fact }) => fact)])
  const own = news.filter(({ entry }) => entry.committee === runtime.committee)
  const released = await unfinishedDrafts(runtime.db, member.compact, own)
  if (facts.length > 0 || released.length > 0) await write(runtime, member.compact, facts, released)
  told.entries = upTo
  told.rejection = rejections.at(-1)?.id ?? told.rejection
  for (const fact of alarms) told.alarms.add(toldKey(fact)!)
  return news
}

async function write(
  runtime: Runtime<JointTables>,
  compactId: string,
  facts: Fact[],
  unfinished: readonly Unfinished[],
): Promise<void> {
  const written = await runtime.db.transaction().execute(async (tx) => {
    const released = await releasedBeforeCommit(tx, compactId, unfinished)
    const keys = facts.map((fact) => toldKey(fact)!)
    const before = keys.length > 0 ? await tx.selectFrom('told').select('key').where('key', 'in', keys).execute() : []
    const known = new Set(before.map(({ key }) => key))
    const fresh = [...released, ...facts.filter((fact) => !known.has(toldKey(fact)!))]
    const events = await appendEvents(tx as unknown as Tx, fresh, definitionOf, {
      committee: runtime.committee,
      actor: systemActor(runtime.committee, runtime.service),
      now: runtime.clock.now(),
      newId: runtime.newId,
    })
    for (const event of events) await apply(tx, event as never)
    return events.length
  })
  if (written > 0) runtime.wakeRelay()
}

/** The same thing may be known from an alarm and from the list of rejections. */
const onePerKey = (facts: Fact[]): Fact[] => [...new Map(facts.map((fact) => [toldKey(fact)!, fact])).values()]

/** A draft that waits, and the entries that say what it says. */
interface Unfinished {
  draftId: string
  entries: string[]
}

/** Drafts that may be on the chain already: the transaction that signed them never ended. */
async function unfinishedDrafts(
  db: Runtime<JointTables>['db'],
  compactId: string,
  own: readonly KeptEntry[],
): Promise<Unfinished[]> {
  const entries = Map.groupBy(
    own.filter(({ content }) => content !== undefined),
    ({ content }) => hashOf(content!.kind, signedText(content!)),
  )
  if (entries.size === 0) return []
  const drafts = await db
    .selectFrom('draft')
    .select(['draft_id', 'content_hash'])
    .where('compact_id', '=', compactId)
    .where('state', '=', 'PREPARED')
    .where(sql<boolean>`content_hash = any(${[...entries.keys()]}::text[])`)
    .orderBy('prepared_at')
    .execute()
  return drafts.map(({ draft_id, content_hash }) => ({
    draftId: draft_id,
    entries: (entries.get(content_hash) ?? []).map(({ id }) => id),
  }))
}

/** Those of them that are released by that: each entry lets go one draft. */
async function releasedBeforeCommit(
  tx: Tx<JointTables>,
  compactId: string,
  unfinished: readonly Unfinished[],
): Promise<Fact[]> {
  const facts: Fact[] = []
  const taken = new Set<string>()
  for (const { draftId, entries } of unfinished) {
    // As a release does: whoever holds the draft goes first, and the look at its state comes after.
    await sql`select from aggregate where key = ${`draft/${draftId}`} for update`.execute(tx)
    for (const entryId of entries) {
      if (taken.has(entryId) || !(await isUnreleased(tx, draftId, entryId))) continue
      taken.add(entryId)
      facts.push(joint.DraftReleased({ draftId, compactId, entryId }))
      break
    }
  }
  return facts
}

/** The draft still waits, and no other draft became this entry. */
async function isUnreleased(tx: Tx<JointTables>, draftId: string, entryId: string): Promise<boolean> {
  const { rows } = await sql`
    select from draft where draft_id = ${draftId} and state = 'PREPARED'
    and not exists (select from draft where entry_id = ${entryId})`.execute(tx)
  return rows.length > 0
}

async function rejectionsAfter(
  runtime: Runtime<JointTables>,
  compactId: string,
  after: string,
): Promise<{ id: string; fact: Fact }[]> {
  const rows = await runtime.db
    .selectFrom('rejection')
    .select(['id', 'entry_id', 'reason', 'party', 'party_as'])
    .where('compact_id', '=', compactId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(REJECTIONS)
    .execute()
  return rows.map(({ id, entry_id, reason, party, party_as }) => ({
    id,
    fact: alarm(compactId, {
      what: 'dropped',
      code: reason,
      blamed: party,
      as: party_as as 'carrier' | 'author',
      entryId: entry_id,
    }),
  }))
}
