import type { Database } from '@lianxie/service-kit'
import type { Selectable } from 'kysely'
import type { ProposalTable } from '../store/draft-tables.ts'
import type { Tables } from '../store/tables.ts'
import type { Scope } from './case-handling.ts'
import type { Words } from './case-words.ts'
import { optional } from './rows.ts'

/**
 * 答复: the version of each unit's reply that stands in each round, for who may see it. A draft is for the unit, its
 * co-units and the offices; what was sent is for its proposers, and for everybody once it is published.
 */
export async function repliesOf(
  db: Database<Tables>,
  { id: caseId, state }: Pick<Selectable<ProposalTable>, 'id' | 'state'>,
  scope: Scope,
  words: Words,
) {
  const [rows, countersignatures, promises] = await Promise.all([
    db
      .selectFrom('proposal_reply')
      .selectAll()
      .distinctOn(['unit_id', 'round'])
      .where('proposal_id', '=', caseId)
      .orderBy('unit_id')
      .orderBy('round')
      .orderBy('draft', 'desc')
      .execute(),
    db
      .selectFrom('proposal_countersignature')
      .selectAll()
      .where('proposal_id', '=', caseId)
      .orderBy('co_unit_id')
      .execute(),
    db.selectFrom('proposal_reply_promise').selectAll().where('proposal_id', '=', caseId).orderBy('position').execute(),
  ])
  const isWorker = scope.readsDrafts
  return rows
    .filter(
      ({ sent_at }) => isWorker || (sent_at !== null && (scope.sees || scope.isProposer || state === 'PUBLISHED')),
    )
    .map((row) => {
      const isOf = (part: { unit_id: string; round: number; draft: number }) =>
        part.unit_id === row.unit_id && part.round === row.round && part.draft === row.draft
      return {
        unitId: row.unit_id,
        round: row.round,
        draft: row.draft,
        ...optional('sha256', row.sha256),
        resultClass: row.result_class,
        draftedClass: row.drafted_class,
        ...optional('documentNumber', row.document_number),
        ...optional('letter', row.letter),
        ...(isWorker && optional('evidence', row.evidence)),
        files: row.files,
        ...optional('signerPost', row.signer_post),
        ...((isWorker || scope.sees || scope.isProposer) && {
          ...optional('contactPerson', row.contact_person),
          ...optional('contactPhone', row.contact_phone),
        }),
        draftedAt: row.drafted_at.toISOString(),
        ...optional('signedAs', row.signed_as),
        ...optional('signedAt', row.signed_at?.toISOString()),
        ...optional('approvedAt', row.approved_at?.toISOString()),
        ...(row.returned_at &&
          isWorker && {
            returned: {
              at: row.returned_at.toISOString(),
              ...optional('reasonCode', row.return_reason),
              ...optional('reason', words(row.review_version, 'reason')),
            },
          }),
        ...optional('sentOn', row.sent_on),
        ...optional('late', row.late),
        countersignatures: isWorker
          ? countersignatures.filter(isOf).map((one) => ({
              unitId: one.co_unit_id,
              signed: one.signed,
              at: one.answered_at.toISOString(),
              ...optional('reason', words(one.version, 'reason')),
            }))
          : [],
        promises: promises.filter(isOf).map((promise) => ({
          promiseId: promise.id,
          dueOn: promise.due_on,
          ...optional('text', promise.text),
        })),
      }
    })
}
