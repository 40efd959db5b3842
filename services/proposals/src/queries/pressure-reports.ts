import { proposals as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** “被满意”情况反映: for the office, the chairs and the auditors; units never learn of it. */
export const pressureReports = answer(c.PressureReports, {
  allow: ['STAFF_PROPOSAL', 'CHAIR', 'AUDITOR'],
  read: async (db: Database<Tables>, { limit, cursor }) => {
    const rows = db
      .selectFrom('pressure_report')
      .leftJoin('words', (join) =>
        join.on(sql<boolean>`words.aggregate = 'pressure/' || pressure_report.id`).on('words.field', '=', 'text'),
      )
      .selectAll('pressure_report')
      .select('words.text')
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql.ref('pressure_report.reported_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('pressure_report.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        reportId: row.id,
        proposalId: row.proposal_id,
        originalId: row.original_id,
        proposer: { kind: row.proposer_kind, id: row.proposer_id },
        reportedAt: row.reported_at.toISOString(),
        text: row.text ?? '',
      })),
    }
  },
})
