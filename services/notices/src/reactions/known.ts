import type { notices as n, proposals as p } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 名称: what a thing is called, as its own service told everybody. */
export async function nameThing(tx: Tx<Tables>, of: n.NoticeThing['of'], id: string, title: string): Promise<void> {
  await tx
    .insertInto('known_thing')
    .values({ of, id, title })
    .onConflict((conflict) => conflict.columns(['of', 'id']).doUpdateSet({ title }))
    .execute()
}

/** 提案人及附议人. */
export async function keepProposers(
  tx: Tx<Tables>,
  id: string,
  lead: p.Proposer,
  cosigner_ids?: readonly string[],
): Promise<void> {
  const row = {
    lead_member_id: lead.kind === 'MEMBER' ? lead.id : null,
    lead_body_id: lead.kind === 'BODY' ? lead.id : null,
    ...(cosigner_ids && { cosigner_ids: [...cosigner_ids] }),
  }
  await tx
    .insertInto('known_proposal')
    .values({ id, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

/** Who brought a proposal in: the one who leads, and all who stand by it. */
export async function proposersOf(tx: Tx<Tables>, id: string) {
  const row = await tx.selectFrom('known_proposal').selectAll().where('id', '=', id).executeTakeFirst()
  return {
    lead: { members: [row?.lead_member_id], bodies: [row?.lead_body_id] },
    all: { members: [row?.lead_member_id, ...(row?.cosigner_ids ?? [])], bodies: [row?.lead_body_id] },
  }
}

/** 提案者 as they stand in an event. */
export const concernedOf = (proposers: readonly p.Proposer[]) => ({
  members: proposers.filter(({ kind }) => kind === 'MEMBER').map(({ id }) => id),
  bodies: proposers.filter(({ kind }) => kind === 'BODY').map(({ id }) => id),
})

export async function assignUnits(
  tx: Tx<Tables>,
  proposal_id: string,
  units: readonly { unitId: string; role: string }[],
): Promise<void> {
  await tx.deleteFrom('known_assignment').where('proposal_id', '=', proposal_id).execute()
  await tx
    .insertInto('known_assignment')
    .values(units.map(({ unitId: unit_id, role }) => ({ proposal_id, unit_id, role })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** 承办单位 of a case, those that help apart. */
export async function unitsOf(tx: Tx<Tables>, proposalId: string): Promise<{ all: string[]; co: string[] }> {
  const rows = await tx
    .selectFrom('known_assignment')
    .select(['unit_id', 'role'])
    .where('proposal_id', '=', proposalId)
    .orderBy('unit_id')
    .execute()
  return {
    all: rows.map(({ unit_id }) => unit_id),
    co: rows.filter(({ role }) => role === 'CO').map(({ unit_id }) => unit_id),
  }
}

/** 参会人: members and units apart; all who are invited, or those who came and have not answered a version of the minutes. */
export async function inviteesOf(
  tx: Tx<Tables>,
  sessionId: string,
  { whoCame = false, notAnswered }: { whoCame?: boolean; notAnswered?: number } = {},
): Promise<{ members: string[]; units: string[] }> {
  const rows = await tx
    .selectFrom('known_invitee')
    .select(['id', 'kind', 'came', 'answered_version'])
    .where('session_id', '=', sessionId)
    .orderBy('id')
    .execute()
  // Whose attendance was not heard of may have come.
  const asked = rows
    .filter(({ came }) => !whoCame || came !== false)
    .filter(({ answered_version: answered }) => notAnswered === undefined || answered !== notAnswered)
  const of = (kind: 'MEMBER' | 'UNIT') => asked.filter((row) => row.kind === kind).map(({ id }) => id)
  return { members: of('MEMBER'), units: of('UNIT') }
}

/**
 * 会议召开: who is not known to have come did not, unless more came than are known: attendance that was recorded before it was heard
 * of is known of nobody.
 */
export async function closeAttendance(tx: Tx<Tables>, sessionId: string, came: number): Promise<void> {
  const { known } = await tx
    .selectFrom('known_invitee')
    .select(({ fn }) => fn.countAll<string>().as('known'))
    .where('session_id', '=', sessionId)
    .where('came', '=', true)
    .executeTakeFirstOrThrow()
  if (Number(known) < came) return
  await tx
    .updateTable('known_invitee')
    .set({ came: false })
    .where('session_id', '=', sessionId)
    .where('came', 'is', null)
    .execute()
}

export async function isAnnounced(tx: Tx<Tables>, sessionId: string): Promise<boolean> {
  const row = await tx.selectFrom('known_session').select('announced').where('id', '=', sessionId).executeTakeFirst()
  return row?.announced ?? false
}
