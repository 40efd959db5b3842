import { supervision as c } from '@lianxie/contracts'
import { type DecideContext, handle, type Handler, keepWords, type Tx, withFiles } from '@lianxie/service-kit'
import { approveIssueList } from './domain/issue-list.ts'
import * as rectify from './domain/rectification.ts'
import { planClocks } from './rectification-jobs.ts'
import * as store from './store/issue.ts'
import { findUnknown, loadRules } from './store/known.ts'
import { holdProject } from './store/project.ts'
import type { Tables } from './store/tables.ts'
import { verificationHandlers } from './verification-commands.ts'

const OFFICE = ['STAFF_CONSULTATION', 'STAFF_OFFICE'] as const
const UNIT = ['UNIT_HANDLER', 'UNIT_LEADER'] as const

const onIssue = ({ findingId }: { findingId: string }) => `finding/${findingId}`
const issueIn = async (tx: Tx<Tables>, { findingId }: { findingId: string }) => ({
  issue: await store.findIssue(tx, findingId),
})
const requestIn = async (tx: Tx<Tables>, { findingId, requestId }: { findingId: string; requestId: string }) => {
  const requests = await store.loadRequests(tx, findingId)
  return { issue: await store.findIssue(tx, findingId), request: requests.find(({ id }) => id === requestId) }
}

/** 问题清单与整改: from the list to the unit's report. */
export const rectificationHandlers: Handler<any, any, any>[] = [
  handle(c.ApproveIssueList, {
    allow: ['CHAIR', 'STAFF_OFFICE'],
    target: ({ projectId, issues }) => [`project/${projectId}`, ...issues.map(onIssue)],
    load: async (tx: Tx<Tables>, { projectId, approvedOn, issues }, { committee, now }) => ({
      number: await store.nextListNumber(tx, Number(approvedOn.slice(0, 4))),
      project: await holdProject(tx, projectId),
      decidedOn: await store.findDecidedOn(tx, projectId),
      candidates: await store.findCandidates(
        tx,
        projectId,
        issues.map(({ findingId }) => findingId),
      ),
      rules: await loadRules(tx, committee, now),
    }),
    decide: approveIssueList,
    also: async (tx, command, events, context) => {
      const [sent, ...listed] = events
      await keepWords(tx, sent!, { meeting: command.meeting })
      for (const [index, event] of listed.entries()) {
        await keepWords(tx, event, { reason: command.issues[index]?.term?.reason })
      }
      await planClocks(tx, command, events, context)
    },
  }),
  handle(c.AcceptIssue, { allow: UNIT, target: onIssue, load: issueIn, decide: rectify.acceptIssue }),
  handle(c.TakeSilenceAsAcceptance, {
    allow: ['SYSTEM'],
    target: onIssue,
    load: issueIn,
    decide: rectify.takeSilence,
  }),
  withFiles(
    handle(c.DisputeIssue, {
      allow: UNIT,
      target: onIssue,
      load: issueIn,
      decide: rectify.disputeIssue,
      also: async (tx, { findingId, reason }) => void (await store.keepDisputeWords(tx, findingId, { reason })),
    }),
  ),
  handle(c.PlanMeasures, {
    allow: UNIT,
    target: onIssue,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await issueIn(tx, body)),
      unknownMembers: await findUnknown(tx, 'known_member', body.memberIds),
      judges: await store.findJudges(tx, body.findingId),
    }),
    decide: rectify.planMeasures,
    also: (tx, { leaderPost, measures }, [event]) =>
      store.keepRoundWords(tx, roundOf(event!), { leader_post: leaderPost, measures }),
  }),
  withFiles(
    handle(c.ReportRectified, {
      allow: UNIT,
      target: onIssue,
      load: issueIn,
      decide: rectify.reportRectified,
      also: (tx, { result }, [event]) => store.keepRoundWords(tx, roundOf(event!), { result }),
    }),
  ),
  handle(c.RequestMoreTime, {
    allow: UNIT,
    target: onIssue,
    load: async (tx: Tx<Tables>, body) => ({
      ...(await issueIn(tx, body)),
      requests: await store.loadRequests(tx, body.findingId),
    }),
    decide: rectify.requestMoreTime,
    also: async (tx, { reason }, [event]) => {
      await store.keepRequestWords(tx, (event!.data as { requestId: string }).requestId, { reason })
    },
  }),
  handle(c.GrantMoreTime, {
    allow: OFFICE,
    target: onIssue,
    load: requestIn,
    decide: rectify.grantMoreTime,
    also: async (tx, command, events, context: DecideContext) => {
      await store.keepRequestWords(tx, command.requestId, { decision_reason: command.reason })
      await planClocks(tx, command, events, context)
    },
  }),
  handle(c.RefuseMoreTime, {
    allow: OFFICE,
    target: onIssue,
    load: requestIn,
    decide: rectify.refuseMoreTime,
    also: async (tx, { requestId, reason }) =>
      void (await store.keepRequestWords(tx, requestId, { decision_reason: reason })),
  }),
  handle(c.RemindOfIssue, { allow: ['SYSTEM'], target: onIssue, load: issueIn, decide: rectify.remindOfIssue }),
  ...verificationHandlers,
]

const roundOf = ({ data }: { data: unknown }) => data as { findingId: string; round: number }
