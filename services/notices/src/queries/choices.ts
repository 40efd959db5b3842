import { identity as i, notices as n } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import type { Means } from '../means.ts'
import type { Tables } from '../store/tables.ts'
import { deliveriesOf, failureOf } from './failures.ts'

const SHOWN = 10

/** 本人通知设置: an address is shown to whom it belongs and to nobody else; the key of a robot to nobody. */
export const answerChoices = (meansOf: () => Means) =>
  answer(n.Choices, {
    allow: i.GrantableRole.options,
    read: async (db: Database<Tables>, _, { actor }) => {
      const own = db.selectFrom('recipient').selectAll().where('account_id', '=', actor.id).executeTakeFirst()
      const robot = db
        .selectFrom('robot')
        .select(['vendor', 'added_at'])
        .where('account_id', '=', actor.id)
        .executeTakeFirst()
      const failures = deliveriesOf(db)
        .where('delivery.account_id', '=', actor.id)
        .where('delivery.state', 'in', ['REFUSED', 'GIVEN_UP'])
        .orderBy('delivery.made_at', 'desc')
        .limit(SHOWN)
        .execute()
      const [chosen, theirs, failed] = await Promise.all([own, robot, failures])
      const { quiet_from, quiet_until } = chosen ?? { quiet_from: null, quiet_until: null }
      return {
        muted: chosen?.muted ?? [],
        ...(chosen && chosen.digest_at !== null && { digestAt: chosen.digest_at }),
        ...(quiet_from !== null && quiet_until !== null && { quiet: { from: quiet_from, until: quiet_until } }),
        kinds: n.kindsFor(actor.role),
        mail: {
          isOffered: meansOf().hasMail,
          ...(chosen?.mail && { address: chosen.mail }),
          ...(chosen?.pending_mail && { pending: chosen.pending_mail }),
        },
        ...(theirs && { robot: { vendor: theirs.vendor, addedAt: theirs.added_at.toISOString() } }),
        failures: failed.map(failureOf),
      }
    },
  })
