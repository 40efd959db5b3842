import { given } from '@lianxie/contracts'
import type { Database } from '@lianxie/service-kit'
import type { Selectable } from 'kysely'
import type { ProposalTable } from '../store/draft-tables.ts'
import type { Tables } from '../store/tables.ts'
import type { Scope } from './case-handling.ts'
import type { Words } from './case-words.ts'

/**
 * 答复: the version of each unit's reply that stands in each round, for who may see it. A draft is for the unit, its
 * co-units and the offices; what was sent is for its proposers too. Others read what was published of it, and no more.
 */
export async function repliesOf(
  db: Database<Tables>,
  { id: caseId, assignment_mode: mode }: Pick<Selectable<ProposalTable>, 'id' | 'assignment_mode'>,
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
      ({ sent_at, unit_id }) =>
        (sent_at !== null && (isWorker || scope.sees || scope.isProposer)) ||
        (isWorker && (scope.sees || mode === 'LEAD_CO' || scope.units.has(unit_id))),
    )
    .map((row) => {
      const isOf = (part: { unit_id: string; round: number; draft: number }) =>
        part.unit_id === row.unit_id && part.round === row.round && part.draft === row.draft
      return {
        unitId: row.unit_id,
        round: row.round,
        draft: row.draft,
        ...given('sha256', row.sha256),
        resultClass: row.result_class,
        draftedClass: row.drafted_class,
        ...given('documentNumber', row.document_number),
        ...given('letter', row.letter),
        ...(isWorker && given('evidence', row.evidence)),
        files: row.files,
        ...given('signerPost', row.signer_post),
        ...((isWorker || scope.sees || scope.isProposer) && {
          ...given('contactPerson', row.contact_person),
          ...given('contactPhone', row.contact_phone),
        }),
        draftedAt: row.drafted_at.toISOString(),
        ...given('signedAs', row.signed_as),
        ...given('signedAt', row.signed_at?.toISOString()),
        ...given('approvedAt', row.approved_at?.toISOString()),
        ...(row.returned_at &&
          isWorker && {
            returned: {
              at: row.returned_at.toISOString(),
              ...given('reasonCode', row.return_reason),
              ...given('reason', words(row.review_version, 'reason')),
            },
          }),
        ...given('sentOn', row.sent_on),
        ...given('late', row.late),
        countersignatures: isWorker
          ? countersignatures.filter(isOf).map((one) => ({
              unitId: one.co_unit_id,
              signed: one.signed,
              at: one.answered_at.toISOString(),
              ...given('reason', words(one.version, 'reason')),
            }))
          : [],
        promises: promises.filter(isOf).map((promise) => ({
          promiseId: promise.id,
          dueOn: promise.due_on,
          ...given('text', promise.text),
        })),
      }
    })
}
