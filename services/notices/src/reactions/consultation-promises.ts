import { consultations as c, type notices as n } from '@lianxie/contracts'
import { endOfDay } from '@lianxie/policy'
import { react, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { tell } from './tell.ts'

const commitment = (id: string): n.NoticeThing => ({ of: 'COMMITMENT', id })
const outcome = (id: string): n.NoticeThing => ({ of: 'OUTCOME', id })

/** 现场承诺与成果建议: what units owe. */
export const promiseReactions = [
  react(c.CommitmentMade, (tx: Tx<Tables>, { commitmentId, unitId, dueOn }, context) =>
    tell(tx, context, {
      kind: 'COMMITMENT_MADE',
      thing: commitment(commitmentId),
      whom: { units: [unitId] },
      dueAt: endOfDay(dueOn),
    }),
  ),
  react(c.CommitmentReturned, (tx: Tx<Tables>, { commitmentId, unitId }, context) =>
    tell(tx, context, { kind: 'COMMITMENT_RETURNED', thing: commitment(commitmentId), whom: { units: [unitId] } }),
  ),
  react(c.CommitmentReminded, (tx: Tx<Tables>, { commitmentId, unitId, dueOn, daysLeft }, context) =>
    tell(tx, context, {
      kind: 'COMMITMENT_DUE',
      thing: commitment(commitmentId),
      whom: { units: [unitId], offices: daysLeft < 0 },
      dueAt: endOfDay(dueOn),
    }),
  ),
  react(c.SuggestionAssigned, (tx: Tx<Tables>, { outcomeId, unitId, deadline }, context) =>
    tell(tx, context, {
      kind: 'SUGGESTION_ASSIGNED',
      thing: outcome(outcomeId),
      whom: { units: [unitId] },
      dueAt: deadline.due,
    }),
  ),
  react(c.SuggestionReminded, (tx: Tx<Tables>, { outcomeId, unitId, due }, context) =>
    tell(tx, context, { kind: 'SUGGESTION_DUE', thing: outcome(outcomeId), whom: { units: [unitId] }, dueAt: due }),
  ),
]
