import { notices as n } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Means } from '../means.ts'
import type { Tables } from '../store/tables.ts'

/** 机关群机器人: what they tell and whether it arrives; the key of a chat is shown to nobody. */
export const answerOfficeRobots = (meansOf: () => Means) =>
  answer(n.OfficeRobots, {
    allow: ['OPS', 'STAFF_OFFICE', 'AUDITOR'],
    read: async (db: Database<Tables>) => {
      const rows = await db
        .selectFrom('robot')
        .select((e) => [
          'robot.id',
          'vendor',
          'label',
          'kinds',
          'added_at',
          e
            .selectFrom('delivery')
            .select((d) => d.fn.max('delivery.ended_at').as('at'))
            .whereRef('delivery.robot_id', '=', 'robot.id')
            .where('delivery.state', '=', 'SENT')
            .as('last_sent_at'),
        ])
        .where('account_id', 'is', null)
        .orderBy('added_at')
        .execute()
      return {
        items: rows.map(({ id, vendor, label, kinds, added_at, last_sent_at }) => ({
          robotId: id,
          vendor,
          label: label!,
          kinds,
          addedAt: added_at.toISOString(),
          ...(last_sent_at !== null && { lastSentAt: last_sent_at.toISOString() }),
        })),
        hosts: [...meansOf().hosts.hosts],
      }
    },
  })
