import { identity as i, notices as n, Refusal } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Tables } from '../store/tables.ts'

/** 未读数. */
export const answerMailbox = answer(n.Mailbox, {
  allow: i.GrantableRole.options,
  read: async (db: Database<Tables>, _, { actor }) => {
    const rows = await db
      .selectFrom('notice')
      .select((e) => ['role', e.cast<number>(e.fn.countAll(), 'integer').as('unread')])
      .where('account_id', '=', actor.id)
      .where('read_at', 'is', null)
      .groupBy('role')
      .orderBy('role')
      .execute()
    return {
      unread: rows.find(({ role }) => role === actor.role)?.unread ?? 0,
      elsewhere: rows.filter(({ role }) => role !== actor.role),
    }
  },
})

const groups = Map.groupBy(n.NoticeKind.options, n.groupOfKind)

/** 本人通知: in the role at hand, as another may not open what they lead to. */
export const answerNotices = answer(n.Notices, {
  allow: i.GrantableRole.options,
  read: async (db: Database<Tables>, { group, unread, limit, cursor }, { actor }) => {
    let rows = rowsOf(db)
      .where('notice.account_id', '=', actor.id)
      .where('notice.role', '=', actor.role as never)
    if (group !== undefined)
      rows = rows.where(
        'raising.kind',
        'in',
        [group].flat().flatMap((one) => groups.get(one) ?? []),
      )
    if (unread !== undefined) rows = rows.where('notice.read_at', unread === 'true' ? 'is' : 'is not', null)
    const page = await readPage(rows, {
      limit,
      cursor,
      order: [
        { by: sql`(notice.read_at is not null)::int`, type: 'integer' },
        { by: sql.ref('notice.raised_at'), type: 'timestamptz', direction: 'desc' },
        { by: sql.ref('notice.id'), type: 'uuid', direction: 'desc' },
      ],
    })
    return { ...page, items: page.items.map(({ role: _, ...row }) => viewOf(row)) }
  },
})

/** 一条通知. */
export const answerNotice = answer(n.NoticeById, {
  allow: i.GrantableRole.options,
  read: async (db: Database<Tables>, { noticeId }, { actor }) => {
    const found = await rowsOf(db)
      .where('notice.id', '=', noticeId)
      .where('notice.account_id', '=', actor.id)
      .executeTakeFirst()
    if (!found) throw new Refusal('common.not_found', { field: 'noticeId' })
    const { role, ...row } = found
    return { ...viewOf(row), role }
  },
})

const rowsOf = (db: Database<Tables>) =>
  db
    .selectFrom('notice')
    .innerJoin('raising', 'raising.id', 'notice.raising_id')
    .leftJoin('known_thing', (join) =>
      join.onRef('known_thing.of', '=', 'raising.thing_of').onRef('known_thing.id', '=', 'raising.thing_id'),
    )
    .select([
      'notice.id',
      'notice.role',
      'notice.raised_at',
      'notice.read_at',
      'raising.kind',
      'raising.thing_of',
      'raising.thing_id',
      'raising.due_at',
      'known_thing.title',
    ])

type Row = Omit<Awaited<ReturnType<ReturnType<typeof rowsOf>['execute']>>[number], 'role'>

const viewOf = ({ id, kind, thing_of, thing_id, title, due_at, raised_at, read_at }: Row): n.NoticeRow => ({
  noticeId: id,
  kind,
  group: n.groupOfKind(kind),
  thing: { of: thing_of, id: thing_id },
  ...(title !== null && { title }),
  ...(due_at !== null && { dueAt: due_at.toISOString() }),
  raisedAt: raised_at.toISOString(),
  ...(read_at !== null && { readAt: read_at.toISOString() }),
})
