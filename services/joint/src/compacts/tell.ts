import { definitionOf, type Fact, joint } from '@lianxie/contracts'
import type { Alarm, Member } from '@lianxie/joint-protocol'
import { appendEvents, type Runtime, systemActor, type Tx } from '@lianxie/service-kit'
import { createHash } from 'node:crypto'
import { factsOfLedger } from '../domain/facts-of-ledger.ts'
import { toldKey } from '../domain/told-key.ts'
import { apply } from '../store/apply.ts'
import type { JointTables } from '../store/tables.ts'

/** What was told of a compact already; read once, then kept in step. */
export interface Told {
  keys: Set<string>
}

export async function readTold(runtime: Runtime<JointTables>): Promise<Told> {
  const rows = await runtime.db.selectFrom('told').select('key').execute()
  return { keys: new Set(rows.map(({ key }) => key)) }
}

/**
 * Tells the committee's other services what follows from the entries that are here and was not told yet, drafts that a
 * crash left between signature and commit among it. One transaction; telling twice is kept out by the key of each fact.
 */
export async function tell(runtime: Runtime<JointTables>, member: Member<Tx<JointTables>>, told: Told): Promise<void> {
  const compactId = member.compact
  const facts = onePerKey([
    ...factsOfLedger(member.view, runtime.committee),
    ...member.alarms().map((alarm) => alarmFact(alarm, compactId)),
    ...(await rejectionFacts(runtime, compactId)),
  ]).filter((fact) => !told.keys.has(toldKey(fact)!))
  const signed = await releasedBeforeCommit(runtime, member)
  if (facts.length === 0 && signed.length === 0) return

  const written = await runtime.db.transaction().execute(async (tx) => {
    const keys = facts.map((fact) => toldKey(fact)!)
    const before = keys.length > 0 ? await tx.selectFrom('told').select('key').where('key', 'in', keys).execute() : []
    const known = new Set(before.map(({ key }) => key))
    const fresh = facts.filter((fact) => !known.has(toldKey(fact)!))
    const events = await appendEvents(tx as unknown as Tx, [...fresh, ...signed], definitionOf, {
      committee: runtime.committee,
      actor: systemActor(runtime.committee, runtime.service),
      now: runtime.clock.now(),
      newId: runtime.newId,
    })
    for (const event of events) await apply(tx, event as never)
    return keys
  })
  for (const key of written) told.keys.add(key)
  runtime.wakeRelay()
}

/** The same thing may be known from an alarm and from the list of rejections. */
const onePerKey = (facts: Fact[]): Fact[] => [...new Map(facts.map((fact) => [toldKey(fact)!, fact])).values()]

/** A draft whose entry is on the chain, though the transaction that signed it never ended. */
async function releasedBeforeCommit(
  runtime: Runtime<JointTables>,
  { view, committee, compact }: Member<Tx<JointTables>>,
): Promise<Fact[]> {
  const prepared = await runtime.db
    .selectFrom('draft')
    .select(['draft_id', 'kind', 'content', 'prepared_at'])
    .where('state', '=', 'PREPARED')
    .where('compact_id', '=', compact)
    .execute()
  if (prepared.length === 0) return []
  const own = [...view.kept()].filter(({ entry }) => entry.committee === committee)
  return prepared.flatMap(({ draft_id, kind, content, prepared_at }) => {
    const found = own.find(
      ({ entry }) =>
        entry.kind === kind && JSON.stringify(entry.body) === content && entry.at >= prepared_at.toISOString(),
    )
    return found ? [joint.DraftReleased({ draftId: draft_id, compactId: compact, entryId: found.id })] : []
  })
}

async function rejectionFacts(runtime: Runtime<JointTables>, compactId: string): Promise<Fact[]> {
  const rows = await runtime.db
    .selectFrom('rejection')
    .select(['entry_id', 'reason', 'party', 'party_as'])
    .where('compact_id', '=', compactId)
    .execute()
  return rows.map(({ entry_id, reason, party, party_as }) =>
    alarm(compactId, {
      what: 'dropped',
      code: reason,
      blamed: party,
      as: party_as as 'carrier' | 'author',
      entryId: entry_id,
    }),
  )
}

function alarmFact(found: Alarm, compactId: string): Fact {
  switch (found.code) {
    case 'fork':
      return alarm(compactId, {
        what: 'fork',
        code: 'fork',
        blamed: found.committee,
        as: 'author',
        entryId: found.entries[0]!,
      })
    case 'gap':
      return alarm(compactId, { what: 'gap', code: 'gap', entryId: found.missing[0]! })
    case 'rejected':
      return alarm(compactId, { what: 'dropped', code: found.reason, blamed: found.party, entryId: found.id })
    case 'own_entry_unknown':
      return alarm(compactId, { what: 'foreign', code: found.code, entryId: found.id })
    case 'divergence':
      return alarm(compactId, { what: 'divergence', code: found.code, blamed: found.committee, entryId: found.theirs })
    case 'answers_differ':
      return alarm(compactId, { what: 'divergence', code: found.code, blamed: found.committee })
    case 'recovery_mode':
      return alarm(compactId, { what: 'recovery', code: found.code })
  }
}

type AlarmData = Parameters<typeof joint.AlarmRaised>[0]

function alarm(
  compactId: string,
  {
    what,
    code,
    blamed = null,
    as = null,
    entryId = null,
  }: Pick<AlarmData, 'what' | 'code'> & Partial<Pick<AlarmData, 'blamed' | 'as' | 'entryId'>>,
): Fact {
  const name = [compactId, what, code, blamed ?? '-', entryId ?? '-'].join(' ')
  return joint.AlarmRaised({ alarmId: idOf(name), compactId, what, code, blamed, as, entryId })
}

/** A UUID of version 8 from a name: the same alarm has the same id however often it is raised. */
function idOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
