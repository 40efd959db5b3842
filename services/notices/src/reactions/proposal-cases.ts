import { type notices as n, proposals as p } from '@lianxie/contracts'
import { endOfDay } from '@lianxie/policy'
import { react, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { assignUnits, keepProposers, nameThing, proposersOf, unitsOf } from './known.ts'
import { type Heard, type Occasion, tell } from './tell.ts'

export const about = (id: string): n.NoticeThing => ({ of: 'PROPOSAL', id })

/** Says something of a proposal to those whom it concerns. */
export const tellOf = (
  tx: Tx<Tables>,
  context: Heard,
  kind: n.NoticeKind,
  proposalId: string,
  { whom, dueAt }: Pick<Occasion, 'whom' | 'dueAt'>,
) => tell(tx, context, { kind, thing: about(proposalId), whom, dueAt })

/** 提案: from its draft until it is filed. */
const intake = [
  react(p.ProposalDrafted, (tx: Tx<Tables>, { proposalId, lead }) => keepProposers(tx, proposalId, lead)),
  react(p.ProposalRevised, (tx: Tx<Tables>, { proposalId, lead }) => keepProposers(tx, proposalId, lead)),
  react(p.CosignersInvited, (tx: Tx<Tables>, { proposalId, memberIds, due }, context) =>
    tellOf(tx, context, 'COSIGN_INVITED', proposalId, { whom: { members: memberIds }, dueAt: due }),
  ),
  react(p.ProposalSubmitted, (tx: Tx<Tables>, { proposalId, lead, cosigners }) =>
    keepProposers(tx, proposalId, lead, cosigners),
  ),
  react(p.ProposalSentBack, async (tx: Tx<Tables>, { proposalId }, context) => {
    const { lead } = await proposersOf(tx, proposalId)
    await tellOf(tx, context, 'PROPOSAL_SENT_BACK', proposalId, { whom: lead })
  }),
  react(p.ProposalFiled, async (tx: Tx<Tables>, { proposalId, subject, lead, cosigners }, context) => {
    await nameThing(tx, 'PROPOSAL', proposalId, subject)
    await keepProposers(tx, proposalId, lead, cosigners)
    const { all } = await proposersOf(tx, proposalId)
    await tellOf(tx, context, 'PROPOSAL_FILED', proposalId, { whom: all })
  }),
  react(p.ProposalNotFiled, async (tx: Tx<Tables>, { proposalId }, context) => {
    const { all } = await proposersOf(tx, proposalId)
    await tellOf(tx, context, 'PROPOSAL_NOT_FILED', proposalId, { whom: all })
  }),
]

/** 交办与催办. */
const assignment = [
  react(p.ProposalAssigned, async (tx: Tx<Tables>, { proposalId, units, windowDeadline }, context) => {
    await assignUnits(tx, proposalId, units)
    const whom = { units: units.map(({ unitId }) => unitId) }
    await tellOf(tx, context, 'PROPOSAL_ASSIGNED', proposalId, { whom, dueAt: windowDeadline.due })
  }),
  react(p.UnitReplaced, async (tx: Tx<Tables>, event, context) => {
    const { proposalId, unitId, role, replacedUnitId, windowDeadline } = event
    await tx
      .deleteFrom('known_assignment')
      .where('proposal_id', '=', proposalId)
      .where('unit_id', '=', replacedUnitId)
      .execute()
    await tx
      .insertInto('known_assignment')
      .values({ proposal_id: proposalId, unit_id: unitId, role })
      .onConflict((conflict) => conflict.columns(['proposal_id', 'unit_id']).doUpdateSet({ role }))
      .execute()
    await tellOf(tx, context, 'PROPOSAL_ASSIGNED', proposalId, { whom: { units: [unitId] }, dueAt: windowDeadline.due })
  }),
  react(p.AssignmentDeclined, (tx: Tx<Tables>, { proposalId, answerDeadline }, context) =>
    tellOf(tx, context, 'ASSIGNMENT_DECLINED', proposalId, { whom: { offices: true }, dueAt: answerDeadline.due }),
  ),
  react(p.DeclineAnswered, (tx: Tx<Tables>, { proposalId, unitId }, context) =>
    tellOf(tx, context, 'DECLINE_ANSWERED', proposalId, { whom: { units: [unitId] } }),
  ),
  react(p.ProposalReminded, (tx: Tx<Tables>, { proposalId, unitId, due, daysLeft }, context) => {
    // What no unit owes, the office does; what a unit owes too long, concerns the offices as well.
    const isOverdue = daysLeft < 0
    const whom = unitId === undefined ? { offices: true } : { units: [unitId], offices: isOverdue }
    return tellOf(tx, context, isOverdue ? 'PROPOSAL_OVERDUE' : 'PROPOSAL_DUE', proposalId, { whom, dueAt: due })
  }),
  react(p.UnitUrged, (tx: Tx<Tables>, { proposalId, unitId, due }, context) =>
    tellOf(tx, context, 'PROPOSAL_URGED', proposalId, { whom: { units: [unitId] }, dueAt: due }),
  ),
  react(p.ExtensionRequested, (tx: Tx<Tables>, { proposalId }, context) =>
    tellOf(tx, context, 'EXTENSION_REQUESTED', proposalId, { whom: { offices: true } }),
  ),
  react(p.ExtensionGranted, (tx: Tx<Tables>, { proposalId, unitId, replyDeadline }, context) =>
    tellOf(tx, context, 'EXTENSION_ANSWERED', proposalId, { whom: { units: [unitId] }, dueAt: replyDeadline.due }),
  ),
  react(p.ExtensionRefused, (tx: Tx<Tables>, { proposalId, unitId }, context) =>
    tellOf(tx, context, 'EXTENSION_ANSWERED', proposalId, { whom: { units: [unitId] } }),
  ),
  react(p.PromiseReminded, (tx: Tx<Tables>, { proposalId, unitId, dueOn }, context) =>
    tellOf(tx, context, 'PROMISE_DUE', proposalId, { whom: { units: [unitId] }, dueAt: endOfDay(dueOn) }),
  ),
  react(p.MessageSent, async (tx: Tx<Tables>, { proposalId, unitId }, context) => {
    // The other side is told.
    const whom =
      unitId === undefined ? { units: (await unitsOf(tx, proposalId)).all } : (await proposersOf(tx, proposalId)).all
    await tellOf(tx, context, 'PROPOSAL_MESSAGE', proposalId, { whom })
  }),
]

export const proposalReactions = [...intake, ...assignment]
