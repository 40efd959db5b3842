import { consultations as c } from '@lianxie/contracts'
import { handle, type Handler, type Tx } from '@lianxie/service-kit'
import {
  closeCommitment,
  extendCommitment,
  makeCommitment,
  remindOfCommitment,
  reportCommitment,
  returnCommitment,
  withdrawCommitment,
} from './domain/commitment.ts'
import { DRAFTERS } from './domain/plan.ts'
import { planReminders } from './session-jobs.ts'
import { loadCommitment } from './store/outcome.ts'
import * as store from './store/session.ts'
import type { Tables } from './store/tables.ts'

const onCommitment = ({ commitmentId }: { commitmentId: string }) => `commitment/${commitmentId}`

const commitment = async (tx: Tx<Tables>, { commitmentId }: { commitmentId: string }) => ({
  commitment: await loadCommitment(tx, commitmentId),
})

/** What can be asked about promises (承诺). */
export const commitmentHandlers: Handler<any, any, any>[] = [
  handle(c.MakeCommitment, {
    allow: DRAFTERS,
    target: ({ sessionId }) => `session/${sessionId}`,
    load: async (tx: Tx<Tables>, { sessionId, questionId }) => {
      const session = await store.loadSession(tx, sessionId)
      const question = questionId === undefined ? undefined : await store.findQuestion(tx, sessionId, questionId)
      return {
        session,
        item: await store.lockItem(tx, session.itemId, 'sessionId'),
        participants: await store.loadParticipants(tx, sessionId),
        questionUnit: question?.unitId,
      }
    },
    decide: makeCommitment,
    also: planReminders,
  }),
  handle(c.ReportCommitment, {
    allow: ['UNIT_HANDLER', 'UNIT_LEADER'],
    target: onCommitment,
    load: commitment,
    decide: reportCommitment,
  }),
  handle(c.ExtendCommitment, {
    allow: DRAFTERS,
    target: onCommitment,
    load: commitment,
    decide: extendCommitment,
    also: planReminders,
  }),
  handle(c.ReturnCommitment, { allow: DRAFTERS, target: onCommitment, load: commitment, decide: returnCommitment }),
  handle(c.CloseCommitment, { allow: DRAFTERS, target: onCommitment, load: commitment, decide: closeCommitment }),
  handle(c.WithdrawCommitment, { allow: DRAFTERS, target: onCommitment, load: commitment, decide: withdrawCommitment }),
  handle(c.RemindOfCommitment, {
    allow: [...DRAFTERS, 'SUPERVISION_OFFICE'],
    target: onCommitment,
    load: commitment,
    decide: remindOfCommitment,
  }),
]
