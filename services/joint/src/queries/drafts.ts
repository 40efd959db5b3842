import { joint, Refusal, type ResultOf } from '@lianxie/contracts'
import { type Answer, answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Compacts } from '../compacts/compacts.ts'
import { needsChair } from '../ledger/binding-kinds.ts'
import { STAFF_AND_CHAIR } from '../roles.ts'
import type { JointTables } from '../store/tables.ts'

/** 待放行内容与放行预览 */
export const draftAnswers = (compacts: () => Compacts): Answer<any, any>[] => [
  answer(joint.Drafts, {
    allow: STAFF_AND_CHAIR,
    read: async (db: Database<JointTables>, { compactId, state, ...paging }) => {
      let rows = db.selectFrom('draft').selectAll()
      if (compactId !== undefined) rows = rows.where('compact_id', '=', compactId)
      if (state !== undefined) rows = rows.where('state', '=', state)
      const page = await readPage(rows, {
        ...paging,
        order: [
          { by: sql.ref('prepared_at'), type: 'timestamptz', direction: 'desc' },
          { by: sql.ref('draft_id'), type: 'uuid', direction: 'desc' },
        ],
      })
      return { ...page, items: page.items.map((row) => draftView(row, compacts())) }
    },
  }),

  answer(joint.DraftDetail, {
    allow: STAFF_AND_CHAIR,
    read: async (db: Database<JointTables>, { draftId }) => {
      const row = await db.selectFrom('draft').selectAll().where('draft_id', '=', draftId).executeTakeFirst()
      if (!row) throw new Refusal('draft.not_found', { field: 'draftId' })
      return draftView(row, compacts())
    },
  }),
]

function draftView(row: JointTables['draft'], compacts: Compacts): ResultOf<typeof joint.DraftDetail> {
  return {
    draftId: row.draft_id,
    compactId: row.compact_id,
    kind: joint.EntryKind.parse(row.kind),
    state: row.state,
    content: row.content,
    contentHash: row.content_hash,
    needsChair: needsChair(row.kind),
    recipients: row.audience ?? compacts.open().get(row.compact_id)?.member.view.compactView().members ?? [],
    preparedAt: row.prepared_at.toISOString(),
    preparedBy: row.prepared_by,
    entryId: row.entry_id,
  }
}
