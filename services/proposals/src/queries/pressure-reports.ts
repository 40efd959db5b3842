import { given, proposals as c } from '@lianxie/contracts'
import { type Actor, answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { proposersOf } from './visibility.ts'

const READ_ALL = ['STAFF_PROPOSAL', 'CHAIR', 'AUDITOR'] as const

/** “被满意”情况反映: for the office, the chairs and the auditors, and for who told it; units never learn of it. */
export const pressureReports = answer(c.PressureReports, {
  allow: [...READ_ALL, 'MEMBER', 'GROUP_CLERK'],
  read: async (db: Database<Tables>, { limit, cursor, settled, proposalId }, { actor }) => {
    let rows = db
      .selectFrom('pressure_report')
      .selectAll('pressure_report')
      .select([wordsOf('text'), wordsOf('opinion')])
    if (!readsAll(actor))
      rows = rows.where(sql<boolean>`pressure_report.proposer_id = any(${proposersOf(actor)}::uuid[])`)
    if (settled !== undefined) rows = rows.where('settled_at', settled === 'true' ? 'is not' : 'is', null)
    if (proposalId !== undefined) rows = rows.where('proposal_id', '=', proposalId)
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
        ...given('outcome', row.outcome),
        ...given('settledAt', row.settled_at?.toISOString()),
        ...given('opinion', row.opinion),
      })),
    }
  },
})

const readsAll = ({ role }: Actor) => (READ_ALL as readonly string[]).includes(role)

const wordsOf = <F extends 'text' | 'opinion'>(field: F) =>
  sql<string | null>`(select words.text from words
    where words.aggregate = 'pressure/' || pressure_report.id and words.field = ${sql.lit(field)})`.as(field)
