import { given, proposals as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { found } from './rows.ts'

/** 提案公开: what was released, and nothing else; whose proposal it is stays with the committee. */
export const publishedProposals = answer(c.PublishedProposals, {
  allow: 'public',
  read: async (db: Database<Tables>, { termNumber, sessionNumber, category, text, limit, cursor }) => {
    let rows = released(db)
    if (termNumber !== undefined) rows = rows.where('proposal.term_number', '=', termNumber)
    if (sessionNumber !== undefined) rows = rows.where('proposal.session_number', '=', sessionNumber)
    if (category !== undefined) rows = rows.where('proposal.category', '=', category)
    const page = await readPage(rows, {
      limit,
      cursor,
      words: { column: sql.ref('proposal.published_search'), text },
      order: [
        { by: sql.ref('proposal.published_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('proposal.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return { ...page, items: page.items.map(show) }
  },
})

/** 公开的提案. */
export const publishedProposal = answer(c.PublishedProposal, {
  allow: 'public',
  read: async (db: Database<Tables>, { proposalId }) => {
    const row = found(await released(db).where('proposal.id', '=', proposalId).executeTakeFirst())
    return { ...show(row), ...given('body', row.published!.body), ...given('reply', row.published!.reply) }
  },
})

const released = (db: Database<Tables>) =>
  db
    .selectFrom('proposal')
    .select([
      'proposal.id',
      'proposal.serial',
      'proposal.term_number',
      'proposal.session_number',
      'proposal.category',
      'proposal.result_class',
      'proposal.upgraded_class',
      'proposal.published',
      'proposal.published_at',
    ])
    .where('proposal.published_at', 'is not', null)

const show = (row: Awaited<ReturnType<ReturnType<typeof released>['execute']>>[number]) => ({
  proposalId: row.id,
  modes: row.published!.modes,
  ...given('subject', row.published!.subject),
  ...given('serial', row.serial),
  ...given('termNumber', row.term_number),
  ...given('sessionNumber', row.session_number),
  ...given('category', row.category),
  // The class stands at the head of the letter; where the letter is not released, neither is it.
  ...(row.published!.modes.reply !== 'NOT' && given('resultClass', row.upgraded_class ?? row.result_class)),
  publishedAt: row.published_at!.toISOString(),
})
