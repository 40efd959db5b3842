import { given, proposals as c } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'
import { found } from './rows.ts'

const READERS = ['STAFF_PROPOSAL', 'STAFF_OFFICE', 'CHAIR', 'SUPERVISION_OFFICE'] as const

/** 年度回头看. */
export const lookBacks = answer(c.LookBacks, {
  allow: READERS,
  read: async (db: Database<Tables>) => {
    const rows = await db
      .selectFrom('look_back')
      .leftJoin('look_back_item', 'look_back_item.look_back_id', 'look_back.id')
      .select(({ fn }) => [
        'look_back.id',
        'look_back.year',
        'look_back.opened_at',
        fn.count<string>('look_back_item.proposal_id').as('cases'),
        fn.count<string>('look_back_item.finding').as('recorded'),
      ])
      .groupBy('look_back.id')
      .orderBy('look_back.year', 'desc')
      .execute()
    return {
      items: rows.map((row) => ({
        lookBackId: row.id,
        year: row.year,
        openedAt: row.opened_at.toISOString(),
        cases: Number(row.cases),
        recorded: Number(row.recorded),
      })),
    }
  },
})

/** 回头看提案: those that nobody has looked at yet come first. */
export const lookBackCases = answer(c.LookBackCases, {
  allow: READERS,
  read: async (db: Database<Tables>, { lookBackId, limit, cursor }) => {
    found(await db.selectFrom('look_back').select('id').where('id', '=', lookBackId).executeTakeFirst(), 'lookBackId')
    const rows = db
      .selectFrom('look_back_item')
      .innerJoin('proposal', 'proposal.id', 'look_back_item.proposal_id')
      .select([
        'proposal.id',
        'proposal.subject',
        'proposal.serial',
        'look_back_item.finding',
        'look_back_item.held_on',
      ])
      .select(
        sql<string>`(select count(*) from proposal_promise open
          where open.proposal_id = proposal.id and open.state in ('OPEN', 'DONE'))`.as('open_promises'),
      )
      .where('look_back_item.look_back_id', '=', lookBackId)
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql`(look_back_item.finding is not null)::int`, type: 'integer' },
        { by: sql.ref('look_back_item.proposal_id'), type: 'uuid' },
      ],
    })
    return {
      ...page,
      items: page.items.map((row) => ({
        proposalId: row.id,
        subject: row.subject ?? '',
        ...given('serial', row.serial),
        openPromises: Number(row.open_promises),
        ...given('finding', row.finding),
        ...given('heldOn', row.held_on),
      })),
    }
  },
})
