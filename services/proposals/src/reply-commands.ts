import { proposals as c } from '@lianxie/contracts'
import { type DecideContext, handle, type Handler, keepWords, type Tx, withFiles } from '@lianxie/service-kit'
import { planAfterReply } from './afterwards-jobs.ts'
import { handled, onProposal, UNIT } from './assignment-commands.ts'
import { countersignReply, draftReply, refuseCountersignature, reviewReply, signReply } from './domain/reply.ts'
import { recordDelivery, sendReply } from './domain/sending.ts'
import { loadOriginals } from './store/handled-case.ts'
import { disagrees, loadMeetings } from './store/handling.ts'
import { loadRules } from './store/known.ts'
import * as store from './store/reply.ts'
import type { Tables } from './store/tables.ts'

interface OfUnit {
  proposalId: string
  unitId: string
}

const base = async (tx: Tx<Tables>, body: OfUnit, { committee, now }: DecideContext) => ({
  ...(await handled(tx, body)),
  rules: await loadRules(tx, committee, now),
})

/** With the reply that the unit itself is at work on. */
const withReply = async (tx: Tx<Tables>, body: OfUnit, context: DecideContext) => ({
  ...(await base(tx, body, context)),
  reply: await store.findReply(tx, body.proposalId, body.unitId),
})

/** With the reply of the lead unit, on which a co-unit is asked. */
const withLeadReply = async (tx: Tx<Tables>, body: OfUnit, context: DecideContext) => ({
  ...(await base(tx, body, context)),
  reply: await store.findLeadReply(tx, body.proposalId),
})

/** 答复: drafted, countersigned, signed, reviewed, sent. */
export const replyHandlers: Handler<any, any, any>[] = [
  withFiles(
    handle(c.DraftReply, {
      allow: UNIT,
      target: onProposal,
      load: async (tx: Tx<Tables>, body, context) => ({
        ...(await withReply(tx, body, context)),
        sha256: store.hashOfReply(body),
      }),
      decide: draftReply,
      also: (tx, body, [event]) => store.keepReply(tx, body, (event as { data: store.Drafted }).data),
    }),
  ),
  handle(c.CountersignReply, { allow: UNIT, target: onProposal, load: withLeadReply, decide: countersignReply }),
  handle(c.RefuseCountersignature, {
    allow: UNIT,
    target: onProposal,
    load: withLeadReply,
    decide: refuseCountersignature,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.SignReply, {
    allow: ['UNIT_LEADER'],
    stepUp: true,
    target: onProposal,
    load: withReply,
    decide: signReply,
  }),
  handle(c.ReviewReply, {
    allow: ['SUPERVISION_OFFICE'],
    target: onProposal,
    load: withReply,
    decide: reviewReply,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.SendReply, {
    allow: UNIT,
    target: onProposal,
    load: async (tx: Tx<Tables>, body, context) => ({
      ...(await withReply(tx, body, context)),
      originals: await loadOriginals(tx, body.proposalId),
      meetings: await loadMeetings(tx, body.proposalId),
      disagrees: await disagrees(tx, body.proposalId),
      otherClasses: await store.loadOtherClasses(tx, body.proposalId, body.unitId),
    }),
    decide: sendReply,
    also: planAfterReply,
  }),
  handle(c.RecordDelivery, {
    allow: ['STAFF_PROPOSAL', ...UNIT],
    target: onProposal,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await handled(tx, body)),
      originals: await loadOriginals(tx, body.proposalId),
      ...(await store.findDelivery(tx, body)),
    }),
    decide: recordDelivery,
  }),
]
