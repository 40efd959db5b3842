import { type FactOf, proposals as c, Refusal } from '@lianxie/contracts'
import { handle, type Handler, keepWords, type RecordedEvent, type Tx, withFiles } from '@lianxie/service-kit'
import { planAfterReply } from './afterwards-jobs.ts'
import { beginFollowUp, closeProposal, decideFinally, orderRehandling } from './domain/ending.ts'
import { closeFeedback, rateReply, remindOfFeedback, reportPressure, settlePressureReport } from './domain/feedback.ts'
import { openLookBack, recordLookBack } from './domain/look-back.ts'
import { makePromise, remindOfPromise, reportPromise, verifyPromise } from './domain/promise.ts'
import { answerUpgrade, requestUpgrade } from './domain/upgrade.ts'
import * as store from './store/feedback.ts'
import { planReplyReminders } from './handling-jobs.ts'
import { loadRules } from './store/known.ts'
import { loadProposal, loadProposals } from './store/proposal.ts'
import { loadSeen } from './store/seen.ts'
import type { Tables } from './store/tables.ts'

const PROPOSERS = ['MEMBER', 'GROUP_CLERK'] as const
const OFFICE = ['STAFF_PROPOSAL'] as const
const UNITS = ['UNIT_HANDLER', 'UNIT_LEADER'] as const

interface About {
  proposalId: string
}
interface At {
  committee: string
  now: Date
}

const onProposal = ({ proposalId }: About) => `proposal/${proposalId}`

const withFeedback = async (tx: Tx<Tables>, { proposalId }: About) => ({
  proposal: await loadSeen(tx, proposalId),
  feedback: await store.loadFeedback(tx, proposalId),
  openPromises: await store.countOpenPromises(tx, proposalId),
})

const forEnding = async (tx: Tx<Tables>, body: About, { committee, now }: At) => ({
  ...(await withFeedback(tx, body)),
  originals: await store.loadOriginals(tx, body.proposalId),
  finalOutcome: await store.loadFinalOutcome(tx, body.proposalId),
  results: await store.loadResults(tx, body.proposalId),
  rules: await loadRules(tx, committee, now),
})

const withPromise = async (tx: Tx<Tables>, body: About & { promiseId: string }) => {
  const pledge = await store.findPromise(tx, body.proposalId, body.promiseId)
  if (!pledge) throw new Refusal('common.not_found', { field: 'promiseId' })
  return { proposal: await loadProposal(tx, body.proposalId), pledge }
}

const withResults = async (tx: Tx<Tables>, { proposalId }: About) => ({
  proposal: await loadSeen(tx, proposalId),
  results: await store.loadResults(tx, proposalId),
})

/** 评价、再办理、办结. */
const endingHandlers: Handler<any, any, any>[] = [
  handle(c.RateReply, {
    allow: PROPOSERS,
    stepUp: true,
    audited: true,
    target: onProposal,
    load: async (tx: Tx<Tables>, { proposalId }, { committee, now }) => ({
      proposal: await loadProposal(tx, proposalId),
      originals: await store.loadOriginals(tx, proposalId),
      feedback: await store.loadFeedback(tx, proposalId),
      rules: await loadRules(tx, committee, now),
    }),
    decide: rateReply,
    also: (tx, { text }, [event]) => keepWords(tx, event!, { text }),
  }),
  handle(c.CloseFeedback, { allow: ['SYSTEM'], target: onProposal, load: withFeedback, decide: closeFeedback }),
  handle(c.RemindOfFeedback, {
    allow: [...OFFICE, 'SYSTEM'],
    target: onProposal,
    load: withFeedback,
    decide: remindOfFeedback,
  }),
  handle(c.ReportPressure, {
    allow: PROPOSERS,
    target: onProposal,
    load: async (tx: Tx<Tables>, { proposalId }) => {
      const { merger, ...own } = await loadProposal(tx, proposalId)
      const proposal = merger ? await loadProposal(tx, merger.intoId) : own
      const original = (await store.loadOriginals(tx, proposal.id)).find(({ id }) => id === proposalId)
      return { proposal, original: original! }
    },
    decide: reportPressure,
    also: (tx, { text }, [event]) => keepWords(tx, event!, { text }),
  }),
  handle(c.SettlePressureReport, {
    allow: OFFICE,
    target: ({ reportId }) => `pressure/${reportId}`,
    load: async (tx: Tx<Tables>, { reportId }) => ({ report: await store.loadPressureReport(tx, reportId) }),
    decide: settlePressureReport,
    also: (tx, { opinion }, [event]) => keepWords(tx, event!, { opinion }),
  }),
  handle(c.OrderRehandling, {
    allow: OFFICE,
    target: onProposal,
    load: forEnding,
    decide: orderRehandling,
    also: async (tx, { missing }, [event], context) => {
      await keepWords(tx, event!, { missing })
      const { proposalId, unitIds, deadline } = (event as RecordedEvent<FactOf<typeof c.RehandlingOrdered>>).data
      await planReplyReminders(tx, { proposalId, unitIds, due: deadline.due }, context)
    },
  }),
  handle(c.DecideFinally, {
    allow: ['CHAIR', 'STAFF_OFFICE'],
    target: onProposal,
    load: forEnding,
    decide: decideFinally,
    also: (tx, { meeting, reason }, [event]) => keepWords(tx, event!, { meeting, reason }),
  }),
  handle(c.BeginFollowUp, {
    allow: OFFICE,
    target: onProposal,
    load: forEnding,
    decide: beginFollowUp,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
  handle(c.CloseProposal, {
    allow: OFFICE,
    target: onProposal,
    load: forEnding,
    decide: closeProposal,
    also: (tx, { reason }, [event]) => keepWords(tx, event!, { reason }),
  }),
]

/** 承诺、结果升级、回头看. */
const followUpHandlers: Handler<any, any, any>[] = [
  handle(c.MakePromise, {
    allow: UNITS,
    target: onProposal,
    load: async (tx: Tx<Tables>, { proposalId }) => ({
      proposal: await loadProposal(tx, proposalId),
      replied: (await store.loadResults(tx, proposalId)).map(({ unitId }) => unitId),
    }),
    decide: makePromise,
    also: async (tx, body, events, context) => {
      await keepWords(tx, events[0]!, { text: body.text })
      await planAfterReply(tx, body, events, context)
    },
  }),
  withFiles(
    handle(c.ReportPromise, {
      allow: UNITS,
      target: onProposal,
      load: withPromise,
      decide: reportPromise,
      also: (tx, { progress }, [event]) => keepWords(tx, event!, { progress }),
    }),
  ),
  handle(c.VerifyPromise, {
    allow: OFFICE,
    target: onProposal,
    load: withPromise,
    decide: verifyPromise,
    also: async (tx, body, events, context) => {
      await keepWords(tx, events[0]!, { remark: body.remark })
      await planAfterReply(tx, body, events, context)
    },
  }),
  handle(c.RemindOfPromise, {
    allow: [...OFFICE, 'SUPERVISION_OFFICE', 'SYSTEM'],
    target: onProposal,
    load: withPromise,
    decide: remindOfPromise,
  }),
  withFiles(
    handle(c.RequestUpgrade, {
      allow: UNITS,
      target: onProposal,
      load: withResults,
      decide: requestUpgrade,
      also: (tx, { text }, [event]) => keepWords(tx, event!, { text }),
    }),
  ),
  handle(c.AnswerUpgrade, {
    allow: OFFICE,
    target: onProposal,
    load: withResults,
    decide: answerUpgrade,
    also: (tx, { remark }, [event]) => keepWords(tx, event!, { remark }),
  }),
  handle(c.OpenLookBack, {
    allow: OFFICE,
    load: async (tx: Tx<Tables>, { year }) => ({
      exists: await store.hasLookBack(tx, year),
      owing: await store.loadOwing(tx),
    }),
    decide: openLookBack,
  }),
  withFiles(
    handle(c.RecordLookBack, {
      allow: OFFICE,
      target: ({ lookBackId }) => `look-back/${lookBackId}`,
      load: async (tx: Tx<Tables>, { lookBackId, proposalId }) => {
        const isListed = await store.isInLookBack(tx, lookBackId, proposalId)
        return { proposal: isListed ? (await loadProposals(tx, [proposalId]))[0] : undefined }
      },
      decide: recordLookBack,
      also: (tx, { text }, [event]) => keepWords(tx, event!, { text }),
    }),
  ),
]

export const feedbackHandlers = [...endingHandlers, ...followUpHandlers]
