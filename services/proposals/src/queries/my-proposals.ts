import { given, listOf, proposals as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { showRow, withRows } from './rows.ts'
import { ownProposals, proposersOf } from './visibility.ts'

/** 我的提案: what the actor leads, signed or is asked to sign, drafts too. */
export const myProposals = answer(c.MyProposals, {
  allow: ['MEMBER', 'GROUP_CLERK'],
  read: async (db: Database<Tables>, params, { actor }) => {
    const own = proposersOf(actor)
    let rows = db.selectFrom('proposal').where(ownProposals(actor)).where('proposal.state', '<>', 'DISCARDED')
    const states = listOf(params.state)
    if (states.length > 0) rows = rows.where('proposal.state', 'in', states)
    if (params.as === 'LEAD') rows = rows.where(sql<boolean>`proposal.lead_id = any(${own}::uuid[])`)
    if (params.as === 'COSIGNER') rows = rows.where(sql<boolean>`${cosignature(own)} = 'SIGNED'`)
    if (params.as === 'INVITED') rows = rows.where(sql<boolean>`${cosignature(own)} = 'INVITED'`)
    const page = await readPage(withRows(rows).select([cosignature(own).as('cosignature'), 'proposal.cosign_until']), {
      limit: params.limit,
      cursor: params.cursor,
      order: [
        { by: sql.ref('proposal.created_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('proposal.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        ...showRow(row),
        ...given('cosignature', row.cosignature),
        ...given('cosignUntil', row.cosign_until),
      })),
    }
  },
})

/** How the actor answered an invitation to cosign. */
const cosignature = (own: readonly string[]) => sql<c.CosignatureState | null>`(
  select mine.state from proposal_cosigner mine
  where mine.proposal_id = proposal.id and mine.member_id = any(${own}::uuid[]) limit 1)`
