import { given, type proposals as c } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { actorKey, type HistoryBook, type HistoryCase, numberKey } from '../domain/history-case.ts'
import type { Tables } from './tables.ts'

/** What a staged line needs to be judged. */
export interface ReadFact {
  fact: Exclude<c.HistoryFact, { fact: 'member-joined' }>
  factName: string
}

export const emptyBook = (): HistoryBook & { liveRefs: Set<string>; liveNumbers: Set<string> } => ({
  cases: new Map(),
  facts: new Map(),
  liveRefs: new Set(),
  liveNumbers: new Set(),
  numbers: new Map(),
  actors: new Map(),
})

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/**
 * Reads into the book what is known of the cases, facts, numbers and actors that these facts name, a fixed number of
 * questions whatever their number. What the book holds already stays as it is: facts taken in meanwhile have changed it.
 */
export async function fillBook(
  db: Database<Tables>,
  book: ReturnType<typeof emptyBook>,
  region: string,
  read: readonly ReadFact[],
): Promise<void> {
  const facts = read.map(({ fact }) => fact)
  const refs = facts.flatMap((fact) => (fact.fact === 'proposal-merged' ? [fact.id, fact.into] : [fact.id]))
  const numbers = facts.flatMap((fact) => (fact.fact === 'proposal-reviewed' && fact.number ? [fact.number] : []))
  const names = namesIn(facts)
  await Promise.all([
    readCases(
      db,
      book,
      region,
      distinct(refs).filter((ref) => !book.cases.has(ref)),
    ),
    readFacts(db, book, distinct(read.map(({ factName }) => factName))),
    readLive(
      db,
      book,
      distinct(refs).filter((ref) => UUID.test(ref)),
    ),
    readNumbers(db, book, distinct(numbers)),
    readActors(db, book, region, names),
  ])
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)]

function namesIn(facts: readonly ReadFact['fact'][]) {
  const submitted = facts.filter((fact) => fact.fact === 'proposal-submitted')
  return {
    MEMBER: distinct(submitted.flatMap((fact) => (fact.collective ? [] : fact.proposers))),
    BODY: distinct(submitted.flatMap((fact) => (fact.collective ? fact.proposers : []))),
    UNIT: distinct(
      facts.flatMap((fact) =>
        fact.fact === 'proposal-assigned'
          ? [fact.lead, ...fact.assist]
          : fact.fact === 'proposal-assignment-returned'
            ? [fact.by]
            : [],
      ),
    ),
  }
}

async function readCases(db: Database<Tables>, book: HistoryBook, region: string, refs: readonly string[]) {
  if (refs.length === 0) return
  const rows = await db
    .selectFrom('history_case as h')
    .innerJoin('proposal as p', 'p.id', 'h.proposal_id')
    .selectAll('h')
    .select(['p.kind', 'p.collective_kind', 'p.lead_kind', 'p.lead_id', 'p.subject', 'p.period', 'p.originals'])
    .select(['p.merged_into'])
    .select([
      sql<
        string[]
      >`array(select member_id from proposal_cosigner s where s.proposal_id = h.proposal_id order by position)`.as(
        'cosigners',
      ),
      sql<Record<number, c.HistoryRating> | null>`(
        select jsonb_object_agg(round, rating) from history_step s
        where s.proposal_id = h.proposal_id and s.step = 'RATED')`.as('ratings'),
      sql<number[]>`array(
        select round from history_step s where s.proposal_id = h.proposal_id and s.step = 'REPLIED' and s.class is not null)`.as(
        'classed',
      ),
      // Every imported fact is one event: what has more was handled here.
      sql<boolean>`(select version from aggregate where key = 'proposal/' || h.proposal_id)
        > (select count(*) from history_fact f where f.proposal_id = h.proposal_id)`.as('is_continued'),
    ])
    .where('h.region', '=', region)
    .where('h.ref', 'in', refs)
    .execute()
  for (const row of rows) {
    const found: HistoryCase = {
      id: row.proposal_id,
      ref: row.ref,
      isContinued: row.is_continued,
      received: {
        on: row.received_on,
        subject: row.subject ?? '',
        period: row.period ?? 'SESSION',
        kind: row.kind,
        ...given('collectiveKind', row.collective_kind),
        lead: { kind: row.lead_kind, id: row.lead_id },
        coBodyIds: row.co_bodies,
        cosigners: row.cosigners,
        ...given('printedCategory', row.printed_category),
        ...given('termNumber', row.term_number),
        ...given('sessionNumber', row.session_number),
        year: row.year,
      },
      ...(row.decided_on !== null && row.decided_as && { decided: { on: row.decided_on, outcome: row.decided_as } }),
      ...given('mergedInto', row.merged_into),
      originals: row.originals,
      isKey: row.key_on !== null,
      ...(row.assigned_on !== null && {
        assigned: {
          on: row.assigned_on,
          round: row.assigned_round ?? 1,
          leadUnitId: row.lead_unit_id!,
          coUnitIds: row.co_unit_ids ?? [],
          ...given('dueOn', row.due_on),
          isReturned: row.is_returned,
        },
      }),
      isMet: row.is_met,
      ...(row.replied_on !== null && {
        replied: { on: row.replied_on, round: row.replied_round ?? 1, classed: row.classed },
      }),
      ratings: row.ratings ?? {},
    }
    book.cases.set(row.ref, found)
  }
}

async function readFacts(db: Database<Tables>, book: HistoryBook, names: readonly string[]) {
  const rows = await db
    .selectFrom('history_fact')
    .select(['name', 'digest'])
    .where('name', '=', sql<string>`any(${names}::text[])`)
    .execute()
  for (const { name, digest } of rows) if (!book.facts.has(name)) book.facts.set(name, digest)
}

async function readLive(db: Database<Tables>, book: ReturnType<typeof emptyBook>, ids: readonly string[]) {
  if (ids.length === 0) return
  const rows = await db
    .selectFrom('proposal')
    .select('id')
    .where('id', 'in', ids)
    .where('origin', '=', 'LIVE')
    .execute()
  for (const { id } of rows) book.liveRefs.add(id)
}

async function readNumbers(db: Database<Tables>, book: ReturnType<typeof emptyBook>, numbers: readonly number[]) {
  if (numbers.length === 0) return
  const live = await db
    .selectFrom('proposal')
    .select(['term_number', 'session_number', 'year', 'serial'])
    .where('serial', 'in', numbers)
    .where('origin', '=', 'LIVE')
    .execute()
  for (const row of live) {
    const within = { ...given('termNumber', row.term_number), ...given('sessionNumber', row.session_number) }
    book.liveNumbers.add(numberKey({ ...within, year: row.year! }, row.serial!))
    // A file that does not tell the session is compared by the year.
    book.liveNumbers.add(numberKey({ year: row.year! }, row.serial!))
  }
  const taken = await db
    .selectFrom('history_case')
    .select(['ref', 'term_number', 'session_number', 'year', 'printed_number'])
    .where('printed_number', 'in', numbers)
    .execute()
  for (const row of taken) {
    const within = { ...given('termNumber', row.term_number), ...given('sessionNumber', row.session_number) }
    const key = numberKey({ ...within, year: row.year }, row.printed_number!)
    if (!book.numbers.has(key)) book.numbers.set(key, row.ref)
  }
}

async function readActors(
  db: Database<Tables>,
  book: HistoryBook,
  region: string,
  names: Readonly<Record<'MEMBER' | 'BODY' | 'UNIT', readonly string[]>>,
) {
  const unknown = (kind: 'MEMBER' | 'BODY' | 'UNIT') =>
    names[kind].filter((name) => !book.actors.has(actorKey(kind, name)))
  // What the directory knows comes last, and so wins.
  const { rows } = await sql<{ kind: 'MEMBER' | 'BODY' | 'UNIT'; name: string; id: string }>`
    select kind, coalesce(name, ref) as name, id from history_actor
    where region = ${region} and (kind = 'BODY' and name = any(${unknown('BODY')}::text[])
      or kind = 'UNIT' and name = any(${unknown('UNIT')}::text[])
      or kind = 'MEMBER' and ref = any(${unknown('MEMBER')}::text[]))
    union all
    (select 'BODY', wanted.name, b.id from unnest(${unknown('BODY')}::text[]) as wanted (name)
      join known_body b on b.name = wanted.name or b.short_name = wanted.name order by b.active, b.name = wanted.name)
    union all
    (select 'UNIT', wanted.name, u.id from unnest(${unknown('UNIT')}::text[]) as wanted (name)
      join known_unit u on u.name = wanted.name or u.short_name = wanted.name order by u.active, u.name = wanted.name)
    union all
    select 'MEMBER', id::text, id from known_member
    where id = any(${unknown('MEMBER').filter((name) => UUID.test(name))}::uuid[])`.execute(db)
  for (const { kind, name, id } of rows) book.actors.set(actorKey(kind, name), id)
}
