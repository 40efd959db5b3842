import { proposals as c, STAFF } from '@lianxie/contracts'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import { sql } from 'kysely'
import { similarTo } from '../store/similar.ts'
import { savedContent, submittedTexts } from '../store/submitted-texts.ts'
import type { Tables } from '../store/tables.ts'
import { open } from './case-file.ts'
import { found, showRow, withRows } from './rows.ts'
import { readableText, visibleProposals } from './visibility.ts'

/**
 * 提案查重: for the writer of a draft and for the office. Writers ask about their own alone, and find what they may see;
 * the office asks about what was submitted, and finds all of it.
 */
export const similarProposals = answer(c.SimilarProposals, {
  allow: [...STAFF, 'CHAIR', 'MEMBER', 'GROUP_CLERK'],
  read: async (db: Database<Tables>, { proposalId, limit, fromYear }, { actor }) => {
    const similar = await similarTo(db, await askedContent(db, proposalId, actor), {
      limit,
      fromYear,
      exclude: proposalId,
      visible: visibleProposals(actor),
      readable: readableText(actor),
    })
    const ids = similar.map((one) => one.proposalId)
    const rows = await withRows(
      db.selectFrom('proposal').where('proposal.id', '=', sql<string>`any(${ids}::uuid[])`),
    ).execute()
    const byId = new Map(rows.map((row) => [row.id, row]))
    return {
      items: similar.map(({ proposalId: id, ...alike }) => ({ proposal: showRow(byId.get(id)!), ...alike })),
    }
  },
})

/** The text as it was saved for those who wrote it, as it was submitted for the office. */
async function askedContent(db: Database<Tables>, proposalId: string, actor: Actor) {
  const { row, reader } = await open(db, proposalId, actor)
  if (reader.isOffice) return found((await submittedTexts(db, [row.id]))[0]).content
  found(reader.isProposer ? reader : undefined)
  return found(await savedContent(db, proposalId))
}
