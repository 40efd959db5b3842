import { given, proposals as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** 重点提案推荐投票: who votes sees it, and whether they have; how it went once it has ended. */
export const keyVotes = answer(c.KeyVotes, {
  allow: ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'CHAIR', 'GROUP_CLERK'],
  read: async (db: Database<Tables>, { limit, cursor }, { actor }) => {
    const voters = [...actor.units, ...(actor.memberId === undefined ? [] : [actor.memberId])]
    let rows = db
      .selectFrom('key_vote')
      .selectAll('key_vote')
      .select(
        sql<boolean>`exists (select from key_vote_given mine
          where mine.vote_id = key_vote.id and mine.voter_id::text = any(${voters}::text[]))`.as('has_voted'),
      )
    if (actor.role === 'GROUP_CLERK') {
      rows = rows.where(sql<boolean>`key_vote.body_ids::text[] && ${[...actor.units]}::text[]`)
    }
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql.ref('key_vote.opened_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('key_vote.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        voteId: row.id,
        proposalIds: row.proposal_ids,
        bodyIds: row.body_ids,
        seats: row.seats,
        closesOn: row.closes_on,
        openedAt: row.opened_at.toISOString(),
        ...(row.closed_at && {
          closedAt: row.closed_at.toISOString(),
          ...given('ballots', row.ballots),
          ...given('counts', row.counts),
          ...given('onPaper', row.on_paper),
        }),
        hasVoted: row.has_voted,
      })),
    }
  },
})
