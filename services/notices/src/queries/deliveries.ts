import { notices as n } from '@lianxie/contracts'
import { answer, type Database, readPage } from '@lianxie/service-kit'
import { sql } from 'kysely'
import type { Means } from '../means.ts'
import type { Tables } from '../store/tables.ts'
import { deliveriesOf, failureOf } from './failures.ts'

/** 发送情况: whether letters leave, and which reached nobody. */
export const answerDeliveries = (meansOf: () => Means) =>
  answer(n.Deliveries, {
    allow: ['OPS', 'STAFF_OFFICE'],
    read: async (db: Database<Tables>, { state, way, limit, cursor }) => {
      let rows = deliveriesOf(db)
        .leftJoin('robot', 'robot.id', 'delivery.robot_id')
        .select(['delivery.account_id', 'delivery.robot_id', 'delivery.next_at', 'robot.label'])
      if (state !== undefined) rows = rows.where('delivery.state', 'in', [state].flat())
      if (way !== undefined) rows = rows.where('delivery.way', '=', way)
      const [page, counted] = await Promise.all([
        readPage(rows, {
          limit,
          cursor,
          order: [
            { by: sql.ref('delivery.made_at'), type: 'timestamptz', direction: 'desc' },
            { by: sql.ref('delivery.id'), type: 'uuid', direction: 'desc' },
          ],
        }),
        db
          .selectFrom('delivery')
          .select((e) => ['state', e.cast<number>(e.fn.countAll(), 'integer').as('count')])
          .groupBy('state')
          .execute(),
      ])
      const count = (of: n.DeliveryState) => counted.find((one) => one.state === of)?.count ?? 0
      return {
        ...page,
        items: page.items.map(({ account_id, robot_id, next_at, label, ...row }) => ({
          ...failureOf(row),
          ...(account_id !== null && { accountId: account_id }),
          ...(robot_id !== null && { robotId: robot_id }),
          ...(label !== null && { label }),
          ...(row.state === 'WAITING' && { nextAt: next_at.toISOString() }),
        })),
        counts: {
          WAITING: count('WAITING'),
          SENT: count('SENT'),
          REFUSED: count('REFUSED'),
          GIVEN_UP: count('GIVEN_UP'),
        },
        mail: { isOffered: meansOf().hasMail },
      }
    },
  })
