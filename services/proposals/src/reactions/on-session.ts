import { consultations, proposals } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { react, type Reaction, type Tx } from '@lianxie/service-kit'
import { proposalsOfSession } from '../store/consultation.ts'
import type { Tables } from '../store/tables.ts'

/** 协商会议: which there are; one that was held is recorded at every proposal that it is about. */
export const onSession: Reaction[] = [
  react(consultations.SessionScheduled, async (tx: Tx<Tables>, { sessionId: id, title, form, startsAt }) => {
    const session = { title, form, starts_at: new Date(startsAt), state: 'SCHEDULED' as const }
    await tx
      .insertInto('known_session')
      .values({ id, ...session })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(session))
      .execute()
  }),
  react(consultations.SessionRescheduled, (tx, { sessionId, startsAt }) =>
    change(tx, sessionId, { state: 'SCHEDULED', starts_at: new Date(startsAt) }),
  ),
  react(consultations.SessionPostponed, (tx, { sessionId }) => change(tx, sessionId, { state: 'POSTPONED' })),
  react(consultations.SessionCancelled, (tx, { sessionId }) => change(tx, sessionId, { state: 'CANCELLED' })),
  react(consultations.SessionHeld, async (tx: Tx<Tables>, { sessionId, startedAt }, context) => {
    const heldOn = shanghaiDate(startedAt)
    await change(tx, sessionId, { state: 'HELD', held_on: heldOn })
    for (const proposalId of await proposalsOfSession(tx, sessionId)) {
      await context.execute(proposals.RecordConsultation, { proposalId, sessionId, heldOn })
    }
  }),
]

async function change(
  tx: Tx<Tables>,
  id: string,
  values: { state: 'SCHEDULED' | 'POSTPONED' | 'CANCELLED' | 'HELD'; starts_at?: Date; held_on?: string },
): Promise<void> {
  await tx.updateTable('known_session').set(values).where('id', '=', id).execute()
}
