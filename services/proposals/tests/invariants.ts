import type { TestService } from '@lianxie/service-kit/testing'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { World } from './world.ts'

export const ENDED: ReadonlySet<string> = new Set(['CLOSED', 'ARCHIVED', 'PUBLISHED'])

/** 流水号、提案号: each of a session once, from 1 on, none left out; and the words that stand are those whose hash is told. */
export async function numbersAreWhole(service: TestService): Promise<void> {
  const { db } = service.running.runtime
  const rows = await db.selectFrom('proposal').select(['serial', 'receipt_number', 'state']).execute()
  for (const column of ['serial', 'receipt_number'] as const) {
    const numbers = rows.flatMap((row) => row[column] ?? []).sort((a, b) => a - b)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  }
  const merged = await db
    .selectFrom('proposal as one')
    .innerJoin('proposal as into', 'into.id', 'one.merged_into')
    .select(['into.id', 'into.originals', 'into.merged_into'])
    .execute()
  for (const [id, ofCase] of Map.groupBy(merged, (row) => row.id)) {
    expect([id, ofCase[0]!.originals, ofCase[0]!.merged_into]).toEqual([id, ofCase.length, null])
  }
}

/** 提案列表: the rows of the docket that do not say what the proposals say, and the other way round. */
export async function brokenDocket(service: TestService): Promise<unknown[]> {
  const { db } = service.running.runtime
  const found = await sql<{ name: string }>`
    select attname as name from pg_attribute where attrelid = 'docket'::regclass and attnum > 0`.execute(db)
  const columns = sql.join(found.rows.map(({ name }) => sql.id(name)))
  const { rows } = await sql`
    (select ${columns} from proposal where submitted_at is not null except all select ${columns} from docket)
    union all
    (select ${columns} from docket except all select ${columns} from proposal where submitted_at is not null)`.execute(
    db,
  )
  return rows
}

/** What must never be, however the moves fell. */
export async function brokenHandling(service: TestService): Promise<unknown[]> {
  const { rows } = await sql`
    select 'sent without a countersignature' as what, reply.proposal_id, reply.unit_id from proposal_reply reply
    join proposal_assignment co on co.proposal_id = reply.proposal_id and co.role = 'CO' and co.state <> 'RELEASED'
    join proposal_assignment lead on lead.proposal_id = reply.proposal_id and lead.unit_id = reply.unit_id and lead.role = 'LEAD'
    where reply.sent_at is not null and not exists (
      select from proposal_countersignature c
      where (c.proposal_id, c.unit_id, c.round, c.draft) = (reply.proposal_id, reply.unit_id, reply.round, reply.draft)
        and c.co_unit_id = co.unit_id and c.signed)
    union all
    select 'sent unsigned or unapproved', proposal_id, unit_id from proposal_reply
    where sent_at is not null and (signed_at is null or approved_at is null or returned_at is not null)
    union all
    select 'a proposer was not answered', original.id, original.lead_id from proposal
    join proposal original on original.id = proposal.id or original.merged_into = proposal.id
    join proposal_assignment unit on unit.proposal_id = proposal.id and unit.role <> 'CO' and unit.state <> 'RELEASED'
    where proposal.state = 'FEEDBACK_PENDING' and not exists (
      select from proposal_delivery d where d.proposal_id = proposal.id and d.unit_id = unit.unit_id
        and d.original_id = original.id and d.proposer_id = original.lead_id)
    union all
    select 'work without acceptance', proposal_id, unit_id from proposal_assignment
    where work <> 'HANDLING' and state not in ('ACCEPTED', 'RELEASED')
    union all
    select 'answered with work left', proposal_id, unit_id from proposal_assignment
    join proposal on proposal.id = proposal_id
    where proposal.state = 'FEEDBACK_PENDING' and role <> 'CO' and proposal_assignment.state <> 'RELEASED' and work <> 'REPLIED'
    union all
    select 'beyond six months', proposal_id, unit_id from proposal_assignment
    where round = 1 and reply_due >
      ((assigned_at at time zone 'Asia/Shanghai')::date + interval '6 months 1 day') at time zone 'Asia/Shanghai'
  `.execute(service.running.runtime.db)
  return rows
}

/** A closed case never moves, and none is closed before each proposer was answered. */
export async function endsOnlyAnswered(world: World, before: Map<string, string>, move: string): Promise<void> {
  for (const [id, state] of await statesOf(world)) {
    const was = before.get(id)
    if (was !== undefined && ENDED.has(was) && !ENDED.has(state)) throw new Error(`${id} went from ${was} by ${move}`)
    if (ENDED.has(state) && (was === undefined || !ENDED.has(was))) await everybodyWasAnswered(world.service, id)
  }
}

export async function statesOf({ service, proposals: ids }: World): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await service.running.runtime.db
    .selectFrom('proposal')
    .select(['id', 'state'])
    .where('id', 'in', ids)
    .execute()
  return new Map(rows.map(({ id, state }) => [id, state]))
}

/** Counted from the tables that the draft and the filing wrote, not from the forms. */
async function everybodyWasAnswered(service: TestService, caseId: string): Promise<void> {
  const { db } = service.running.runtime
  const originals = await db
    .selectFrom('proposal')
    .select(['id', 'lead_id'])
    .where((eb) => eb.or([eb('id', '=', caseId), eb('merged_into', '=', caseId)]))
    .execute()
  const forms = await db
    .selectFrom('proposal_rating')
    .select(['original_id', 'proposer_id', 'state'])
    .where('proposal_id', '=', caseId)
    .execute()
  expect(forms.filter(({ state }) => state === 'OPEN')).toEqual([])
  for (const { id, lead_id } of originals) {
    expect(forms.some((form) => form.original_id === id && form.proposer_id === lead_id)).toBe(true)
  }
}
