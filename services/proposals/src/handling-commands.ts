import { proposals as c } from '@lianxie/contracts'
import { type DecideContext, handle, type Handler, keepWords, type Tx, withFiles } from '@lianxie/service-kit'
import { handled, OFFICES, onProposal, UNIT } from './assignment-commands.ts'
import { coordinateDisagreement, reportDisagreement, settleDisagreement } from './domain/disagreement.ts'
import { grantExtension, refuseExtension, requestExtension } from './domain/extension.ts'
import { giveCoUnitOpinion, nameHandler, submitHandlingPlan } from './domain/handling.ts'
import { confirmMeeting, recordMeeting, sendMessage } from './domain/meeting.ts'
import { planClocks } from './handling-jobs.ts'
import { loadOriginals } from './store/handled-case.ts'
import { findDisagreement, findExtension, loadMeetings } from './store/handling.ts'
import { loadRules } from './store/known.ts'
import type { Tables } from './store/tables.ts'

const withOriginals = async (tx: Tx<Tables>, body: { proposalId: string }) => ({
  ...(await handled(tx, body)),
  originals: await loadOriginals(tx, body.proposalId),
})

/** With the rules under which the clock of the case began. */
const withRules = async (tx: Tx<Tables>, body: { proposalId: string }, { committee, now }: DecideContext) => {
  const found = await handled(tx, body)
  return { ...found, rules: await loadRules(tx, committee, found.handled.assignedAt ?? now) }
}

const forExtension = async (
  tx: Tx<Tables>,
  body: { proposalId: string; extensionId: string },
  context: DecideContext,
) => ({
  ...(await withRules(tx, body, context)),
  extension: await findExtension(tx, body.proposalId, body.extensionId),
})

const forDisagreement = async (tx: Tx<Tables>, body: { proposalId: string; disagreementId: string }) => ({
  ...(await handled(tx, body)),
  disagreement: await findDisagreement(tx, body.proposalId, body.disagreementId),
})

/** 承办: who, how, with whom, and by when. */
export const handlingHandlers: Handler<any, any, any>[] = [
  handle(c.NameHandler, {
    allow: UNIT,
    target: onProposal,
    load: handled,
    decide: nameHandler,
    also: async (tx, { proposalId, unitId, leaderPost, handlers }) => {
      await tx
        .updateTable('proposal_assignment')
        .set({ leader_post: leaderPost, handlers })
        .where('proposal_id', '=', proposalId)
        .where('unit_id', '=', unitId)
        .execute()
    },
  }),
  handle(c.SubmitHandlingPlan, {
    allow: UNIT,
    target: onProposal,
    load: handled,
    decide: submitHandlingPlan,
    also: (tx, { plan }, [event]) => keepWords(tx, event!, { plan }),
  }),
  withFiles(
    handle(c.GiveCoUnitOpinion, {
      allow: UNIT,
      target: onProposal,
      load: handled,
      decide: giveCoUnitOpinion,
      also: (tx, { opinion }, [event]) => keepWords(tx, event!, { opinion }),
    }),
  ),

  handle(c.RecordMeeting, {
    allow: UNIT,
    target: onProposal,
    load: withOriginals,
    decide: recordMeeting,
    also: (tx, { summary }, [event]) => keepWords(tx, event!, { summary }),
  }),
  handle(c.ConfirmMeeting, {
    allow: ['MEMBER', 'GROUP_CLERK'],
    target: onProposal,
    load: async (tx: Tx<Tables>, body) => {
      const meetings = await loadMeetings(tx, body.proposalId)
      return { ...(await withOriginals(tx, body)), meeting: meetings.find(({ id }) => id === body.meetingId) }
    },
    decide: confirmMeeting,
    also: (tx, { remark }, [event]) => keepWords(tx, event!, { remark }),
  }),
  handle(c.SendMessage, {
    allow: ['MEMBER', 'GROUP_CLERK', ...UNIT],
    target: onProposal,
    load: withOriginals,
    decide: sendMessage,
    also: (tx, { message }, [event]) => keepWords(tx, event!, { message }),
  }),

  handle(c.ReportDisagreement, {
    allow: UNIT,
    target: onProposal,
    load: handled,
    decide: reportDisagreement,
    also: (tx, { matter }, [event]) => keepWords(tx, event!, { matter }),
  }),
  handle(c.CoordinateDisagreement, {
    allow: ['UNIT_LEADER'],
    target: onProposal,
    load: forDisagreement,
    decide: coordinateDisagreement,
    also: (tx, { result }, [event]) => keepWords(tx, event!, { result }),
  }),
  handle(c.SettleDisagreement, {
    allow: ['SUPERVISION_OFFICE'],
    target: onProposal,
    load: forDisagreement,
    decide: settleDisagreement,
    also: (tx, { decision }, [event]) => keepWords(tx, event!, { decision }),
  }),

  handle(c.RequestExtension, {
    allow: UNIT,
    target: onProposal,
    load: withRules,
    decide: requestExtension,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.GrantExtension, {
    allow: OFFICES,
    target: onProposal,
    load: forExtension,
    decide: grantExtension,
    also: async (tx, body, events, context) => {
      await keepWords(tx, events[0]!, { remark: body.remark })
      await planClocks(tx, body, events, context)
    },
  }),
  handle(c.RefuseExtension, {
    allow: OFFICES,
    target: onProposal,
    load: forExtension,
    decide: refuseExtension,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
]
