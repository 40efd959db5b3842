import { proposals as c } from '@lianxie/contracts'
import { type DecideContext, handle, type Handler, keepWords, type Tx } from '@lianxie/service-kit'
import {
  acceptAssignment,
  answerDecline,
  assignProposal,
  declineAssignment,
  holdHandover,
  takeSilenceAsAcceptance,
  unitIdsOf,
} from './domain/assignment.ts'
import type { HandledCase } from './domain/handled-case.ts'
import { assignmentDeadline, remindOfProposal, urgeUnit } from './domain/reminder.ts'
import { planClocks } from './handling-jobs.ts'
import { loadCase, loadCases, loadSuggested } from './store/handled-case.ts'
import { findIntake } from './store/intake.ts'
import { findUnknown, loadRules } from './store/known.ts'
import type { Tables } from './store/tables.ts'

/** 交办机构: the supervision office of party or government, and the proposal office that keeps its record. */
export const OFFICES = ['SUPERVISION_OFFICE', 'STAFF_PROPOSAL'] as const
export const UNIT = ['UNIT_HANDLER', 'UNIT_LEADER'] as const

interface OfProposal {
  proposalId: string
}

export const onProposal = ({ proposalId }: OfProposal) => `proposal/${proposalId}`

export const handled = async (tx: Tx<Tables>, { proposalId }: OfProposal) => ({
  handled: await loadCase(tx, proposalId),
})

/** What names units is checked against the directory. */
const withUnits = async (
  tx: Tx<Tables>,
  body: OfProposal,
  unitIds: readonly (string | undefined)[],
  { committee, now }: DecideContext,
) => ({
  ...(await handled(tx, body)),
  rules: await loadRules(tx, committee, now),
  unknownUnits: await findUnknown(tx, 'known_unit', unitIds),
})

const withAssignmentDue = async (tx: Tx<Tables>, body: OfProposal, { committee, now }: DecideContext) => {
  const found = await handled(tx, body)
  return { ...found, assignmentDue: await assignmentDueOf(tx, found.handled, { committee, now }) }
}

async function assignmentDueOf(
  tx: Tx<Tables>,
  { proposal: { filing } }: HandledCase,
  { committee, now }: Pick<DecideContext, 'committee' | 'now'>,
): Promise<string | undefined> {
  if (filing.period !== 'SESSION' || filing.intakeId === undefined) return undefined
  const intake = await findIntake(tx, filing.intakeId)
  return intake && assignmentDeadline(await loadRules(tx, committee, now), intake).due
}

/** 交办、签收、退办、催办. */
export const assignmentHandlers: Handler<any, any, any>[] = [
  handle(c.AssignProposal, {
    allow: OFFICES,
    target: onProposal,
    load: (tx: Tx<Tables>, body, context) => withUnits(tx, body, unitIdsOf(body.assignment), context),
    decide: assignProposal,
    also: planClocks,
  }),
  handle(c.HoldHandover, {
    allow: OFFICES,
    // Locked in the order of their ids, so that two meetings about the same cases cannot wait for each other.
    target: ({ cases }) => cases.map(onProposal),
    load: async (tx: Tx<Tables>, { cases }, { committee, now }) => {
      const ids = cases.map(({ proposalId }) => proposalId)
      const suggested = await loadSuggested(tx, ids)
      const units = cases.flatMap(({ proposalId, assignment }) => {
        const { leadUnitId, coUnitIds = [] } = suggested.get(proposalId) ?? {}
        return assignment ? unitIdsOf(assignment) : [leadUnitId, ...coUnitIds]
      })
      return {
        cases: await loadCases(tx, ids),
        suggested,
        rules: await loadRules(tx, committee, now),
        unknownUnits: await findUnknown(tx, 'known_unit', units),
      }
    },
    decide: holdHandover,
    also: async (tx, body, events, context) => {
      const [held, ...assigned] = events
      await keepWords(tx, held!, { place: body.place })
      await planClocks(tx, body, assigned, context)
    },
  }),
  handle(c.AcceptAssignment, { allow: UNIT, target: onProposal, load: handled, decide: acceptAssignment }),
  handle(c.DeclineAssignment, {
    allow: ['UNIT_LEADER'],
    stepUp: true,
    target: onProposal,
    load: (tx: Tx<Tables>, body, context) => withUnits(tx, body, [body.proposedUnitId], context),
    decide: declineAssignment,
    also: async (tx, body, events, context) => {
      await keepWords(tx, events[0]!, { reason: body.reason })
      await planClocks(tx, body, events, context)
    },
  }),
  handle(c.TakeSilenceAsAcceptance, {
    allow: ['SYSTEM'],
    target: onProposal,
    load: handled,
    decide: takeSilenceAsAcceptance,
  }),
  handle(c.AnswerDecline, {
    allow: OFFICES,
    target: onProposal,
    load: (tx: Tx<Tables>, body, context) => withUnits(tx, body, [body.replacementUnitId], context),
    decide: answerDecline,
    also: async (tx, body, events, context) => {
      await keepWords(tx, events[0]!, { reason: body.reason })
      await planClocks(tx, body, events, context)
    },
  }),
  handle(c.UrgeUnit, {
    allow: OFFICES,
    target: onProposal,
    load: withAssignmentDue,
    decide: urgeUnit,
    also: (tx, { message }, [event]) => keepWords(tx, event!, { message }),
  }),
  handle(c.RemindOfProposal, {
    allow: ['SYSTEM'],
    target: onProposal,
    load: withAssignmentDue,
    decide: remindOfProposal,
  }),
]
