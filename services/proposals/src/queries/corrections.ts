import { given, proposals as c, STAFF } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { found } from './rows.ts'

/** 更正记录: the wrong words stay and are shown beside the right ones. */
export const corrections = answer(c.Corrections, {
  allow: [...STAFF, 'CHAIR', 'AUDITOR'],
  read: async (db: Database<Tables>, { proposalId }, { actor }) => {
    const known = db
      .selectFrom('proposal')
      .select('id')
      .where('id', '=', proposalId)
      .where('state', 'not in', ['DRAFT', 'COSIGNING', 'DISCARDED'])
    found(await known.executeTakeFirst())
    const [rows, words] = await Promise.all([
      correctionsOf(db, proposalId, INSTRUCTION_READERS.includes(actor.role)),
      db
        .selectFrom('words')
        .select(['version', 'field', 'text'])
        .where('aggregate', '=', `proposal/${proposalId}`)
        .execute(),
    ])
    const said = (version: number, field: string) =>
      words.find((one) => one.version === version && one.field === field)?.text
    return {
      items: rows.map((row) => {
        // The last correction of the same words before this one, or the words themselves.
        const before = rows.findLast(
          (one) => one.version < row.version && one.corrects === row.corrects && one.field === row.field,
        )
        return {
          version: row.version,
          corrects: row.corrects,
          field: row.field,
          at: row.corrected_at.toISOString(),
          by: row.corrected_by,
          ...given('wrong', said(before?.version ?? row.corrects, row.field)),
          ...given('right', said(row.version, row.field)),
          ...given('reason', said(row.version, 'correctionReason')),
        }
      }),
    }
  },
})

/** Who reads the words of a leader's instruction (`domain.md` §3.1), and so what was wrong in them. */
const INSTRUCTION_READERS: readonly string[] = ['STAFF_OFFICE', 'CHAIR']

function correctionsOf(db: Database<Tables>, proposalId: string, withInstructions: boolean) {
  let rows = db.selectFrom('correction').selectAll().where('proposal_id', '=', proposalId)
  if (!withInstructions) {
    rows = rows.where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('proposal_instruction')
            .select('id')
            .whereRef('proposal_instruction.proposal_id', '=', 'correction.proposal_id')
            .whereRef('proposal_instruction.version', '=', 'correction.corrects'),
        ),
      ),
    )
  }
  return rows.orderBy('version').execute()
}
