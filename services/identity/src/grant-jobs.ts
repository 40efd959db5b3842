import { type FactOf, Id, identity as i, LocalDate } from '@lianxie/contracts'
import { endOfDay } from '@lianxie/policy'
import { defineJob, type RecordedEvent, schedule, type Tx } from '@lianxie/service-kit'
import { z } from 'zod'

/** 授权到期: when the last day is over; the command looks whether it is still the last. */
export const endGrant = defineJob(
  'identity.end-grant',
  z.strictObject({ grantId: Id, until: LocalDate }),
  (_tx, { grantId, until }, context) => context.execute(i.LapseRole, { grantId, ending: 'EXPIRED', ifUntil: until }),
)

/** Plans the ends of what was granted. */
export async function planGrantEnds(tx: Tx<any>, events: readonly RecordedEvent[]): Promise<void> {
  for (const { type, data } of events) {
    if (type !== i.RoleGranted.type) continue
    const { grantId, untilOn: until } = data as FactOf<typeof i.RoleGranted>['data']
    await schedule(tx, endGrant, { grantId, until }, { at: new Date(endOfDay(until)), key: grantId })
  }
}
