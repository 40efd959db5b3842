import { proposals as p } from '@lianxie/contracts'
import { react, type Tx } from '@lianxie/service-kit'
import type { Tables } from '../store/tables.ts'
import { concernedOf, unitsOf } from './known.ts'
import { tellOf } from './proposal-cases.ts'

/** 答复与反馈: whose turn it is. */
export const replyReactions = [
  react(p.MeetingRecorded, (tx: Tx<Tables>, { proposalId, proposers }, context) =>
    tellOf(tx, context, 'MEETING_TO_CONFIRM', proposalId, { whom: concernedOf(proposers) }),
  ),
  react(p.ReplyDrafted, async (tx: Tx<Tables>, { proposalId, unitId }, context) => {
    // Co-units stand by the reply before it is signed; without any, the leader's turn has come.
    const { co } = await unitsOf(tx, proposalId)
    const others = co.filter((id) => id !== unitId)
    if (others.length > 0) await tellOf(tx, context, 'REPLY_TO_COUNTERSIGN', proposalId, { whom: { units: others } })
    await tellOf(tx, context, 'REPLY_TO_SIGN', proposalId, { whom: { units: [unitId] } })
  }),
  react(p.CountersignatureRefused, (tx: Tx<Tables>, { proposalId, unitId }, context) =>
    tellOf(tx, context, 'COUNTERSIGN_REFUSED', proposalId, { whom: { units: [unitId] } }),
  ),
  react(p.ReplySigned, (tx: Tx<Tables>, { proposalId }, context) =>
    tellOf(tx, context, 'REPLY_TO_REVIEW', proposalId, { whom: { offices: true } }),
  ),
  react(p.ReplyReturned, (tx: Tx<Tables>, { proposalId, unitId }, context) =>
    tellOf(tx, context, 'REPLY_RETURNED', proposalId, { whom: { units: [unitId] } }),
  ),
  react(p.ReplySent, async (tx: Tx<Tables>, { originals, feedbackDeadline }, context) => {
    // Of a merged case each proposer opens their own proposal.
    for (const { proposalId, lead, cosigners } of originals) {
      const { members, bodies } = concernedOf([lead])
      const whom = { members: [...members, ...cosigners], bodies }
      await tellOf(tx, context, 'REPLY_TO_RATE', proposalId, { whom, dueAt: feedbackDeadline?.due })
    }
  }),
  react(p.FeedbackReminded, async (tx: Tx<Tables>, { unanswered, due }, context) => {
    const byOriginal = Map.groupBy(unanswered, ({ originalId }) => originalId)
    for (const [originalId, forms] of byOriginal) {
      const whom = concernedOf(forms.map(({ proposer }) => proposer))
      await tellOf(tx, context, 'RATING_DUE', originalId, { whom, dueAt: due })
    }
  }),
  react(p.RehandlingOrdered, (tx: Tx<Tables>, { proposalId, unitIds, deadline }, context) =>
    tellOf(tx, context, 'REHANDLING_ORDERED', proposalId, { whom: { units: unitIds }, dueAt: deadline.due }),
  ),
]
