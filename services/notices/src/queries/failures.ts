import type { Database } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'

/** 发送: as those see it for whom, or by whom, it was sent. */
export const deliveriesOf = (db: Database<Tables>) =>
  db
    .selectFrom('delivery')
    .leftJoin('raising', 'raising.id', 'delivery.raising_id')
    .select([
      'delivery.id',
      'delivery.way',
      'delivery.state',
      'raising.kind',
      'delivery.made_at',
      'delivery.ended_at',
      'delivery.tries',
      'delivery.error',
    ])

type Row = Awaited<ReturnType<ReturnType<typeof deliveriesOf>['execute']>>[number]

export const failureOf = ({ id, way, state, kind, made_at, ended_at, tries, error }: Row) => ({
  deliveryId: id,
  way,
  state,
  ...(kind !== null && { kind }),
  madeAt: made_at.toISOString(),
  ...(ended_at !== null && { endedAt: ended_at.toISOString() }),
  tries,
  ...(error !== null && { error }),
})
