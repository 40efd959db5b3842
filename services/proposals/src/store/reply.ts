import { createHash } from 'node:crypto'
import type { CommandOf, proposals as c } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Reply } from '../domain/reply.ts'
import type { Tables } from './tables.ts'

type Draft = CommandOf<typeof c.DraftReply>

/** The SHA-256 by which those who sign name a version of a reply: of all that the letter says. */
export const hashOfReply = ({
  letter,
  resultClass,
  documentNumber,
  signerPost,
  evidence,
  promises,
  files,
}: Draft): string =>
  createHash('sha256')
    .update(
      JSON.stringify([
        letter,
        resultClass,
        documentNumber,
        signerPost,
        evidence ?? null,
        promises.map(({ text, dueOn }) => [text, dueOn]),
        files.map(({ sha256 }) => sha256),
      ]),
      'utf8',
    )
    .digest('hex')

/** The last version of a unit's reply in the round that it is in. */
export async function findReply(tx: Tx<Tables>, proposalId: string, unitId: string): Promise<Reply | undefined> {
  const row = await tx
    .selectFrom('proposal_reply as reply')
    .innerJoin('proposal_assignment as unit', (join) =>
      join
        .onRef('unit.proposal_id', '=', 'reply.proposal_id')
        .onRef('unit.unit_id', '=', 'reply.unit_id')
        .onRef('unit.round', '=', 'reply.round'),
    )
    .selectAll('reply')
    .where('reply.proposal_id', '=', proposalId)
    .where('reply.unit_id', '=', unitId)
    .orderBy('reply.draft', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const { round, draft } = row
  const [promises, countersignatures] = await Promise.all([
    tx
      .selectFrom('proposal_reply_promise')
      .select(['id', 'due_on'])
      .where('proposal_id', '=', proposalId)
      .where('unit_id', '=', unitId)
      .where('round', '=', round)
      .where('draft', '=', draft)
      .orderBy('position')
      .execute(),
    tx
      .selectFrom('proposal_countersignature')
      .select(['co_unit_id', 'signed'])
      .where('proposal_id', '=', proposalId)
      .where('unit_id', '=', unitId)
      .where('round', '=', round)
      .where('draft', '=', draft)
      .execute(),
  ])
  return {
    unitId,
    round,
    draft,
    sha256: row.sha256 ?? '',
    resultClass: row.result_class,
    draftedClass: row.drafted_class,
    documentNumber: row.document_number ?? '',
    files: row.files,
    promises: promises.map(({ id, due_on }) => ({ promiseId: id, dueOn: due_on })),
    countersigned: new Map(countersignatures.map(({ co_unit_id, signed }) => [co_unit_id, signed])),
    signed: row.signed_at !== null,
    approved: row.approved_at !== null,
    returned: row.returned_at !== null,
    sent: row.sent_at !== null,
  }
}

/** The reply of the lead unit of a case, which its co-units countersign. */
export async function findLeadReply(tx: Tx<Tables>, proposalId: string): Promise<Reply | undefined> {
  const lead = await tx
    .selectFrom('proposal_assignment')
    .select('unit_id')
    .where('proposal_id', '=', proposalId)
    .where('role', '=', 'LEAD')
    .where('state', '<>', 'RELEASED')
    .executeTakeFirst()
  return lead && findReply(tx, proposalId, lead.unit_id)
}

/** The classes of the last replies that the other units of a case sent. */
export async function loadOtherClasses(tx: Tx<Tables>, proposalId: string, unitId: string): Promise<c.ResultClass[]> {
  const rows = await tx
    .selectFrom('proposal_reply as reply')
    .innerJoin('proposal_assignment as unit', (join) =>
      join.onRef('unit.proposal_id', '=', 'reply.proposal_id').onRef('unit.unit_id', '=', 'reply.unit_id'),
    )
    .distinctOn('reply.unit_id')
    .select('reply.result_class')
    .where('reply.proposal_id', '=', proposalId)
    .where('reply.unit_id', '<>', unitId)
    .where('reply.sent_at', 'is not', null)
    .where('unit.state', '<>', 'RELEASED')
    .orderBy('reply.unit_id')
    .orderBy('reply.round', 'desc')
    .execute()
  return rows.map(({ result_class }) => result_class)
}

/** The last round in which a unit sent a reply, and whether a proposer got it on paper. */
export async function findDelivery(
  tx: Tx<Tables>,
  { proposalId, unitId, proposerId }: { proposalId: string; unitId: string; proposerId: string },
): Promise<{ sentRound: number | undefined; delivered: boolean }> {
  const row = await tx
    .selectFrom('proposal_delivery')
    .select(['round', 'delivered_on'])
    .where('proposal_id', '=', proposalId)
    .where('unit_id', '=', unitId)
    .where('proposer_id', '=', proposerId)
    .orderBy('round', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { sentRound: row?.round, delivered: row !== undefined && row.delivered_on !== null }
}

/** A version of a reply, as its event tells of it. */
export interface Drafted {
  round: number
  draft: number
  promises: readonly c.ReplyPromise[]
}

/** Keeps the words of a version of a reply: the letter, whom to ask, what is promised. */
export async function keepReply(tx: Tx<Tables>, body: Draft, { round, draft, promises }: Drafted): Promise<void> {
  const { proposalId, unitId } = body
  await tx
    .updateTable('proposal_reply')
    .set({
      letter: body.letter,
      evidence: body.evidence ?? null,
      signer_post: body.signerPost,
      contact_person: body.contactPerson,
      contact_phone: body.contactPhone,
    })
    .where('proposal_id', '=', proposalId)
    .where('unit_id', '=', unitId)
    .where('round', '=', round)
    .where('draft', '=', draft)
    .execute()
  for (const [index, { promiseId }] of promises.entries()) {
    await tx
      .updateTable('proposal_reply_promise')
      .set({ text: body.promises[index]!.text })
      .where('id', '=', promiseId)
      .execute()
  }
}
