import { supervision as c } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { type DecideContext, handle, type Handler, type Tx, withFiles } from '@lianxie/service-kit'
import * as verify from './domain/verification.ts'
import { planClocks } from './rectification-jobs.ts'
import * as store from './store/issue.ts'
import { loadRules } from './store/known.ts'
import type { Tables } from './store/tables.ts'

/** 监督小组: who judges, and nobody else. */
const GROUP = ['MEMBER'] as const

const onIssue = ({ findingId }: { findingId: string }) => `finding/${findingId}`

const judged = async (
  tx: Tx<Tables>,
  { findingId }: { findingId: string },
  { actor, committee, now }: DecideContext,
) => {
  const issue = await store.findIssue(tx, findingId)
  return {
    issue,
    isInGroup: await store.isInGroups(tx, issue?.project.groupIds ?? [], actor.memberId, shanghaiDate(now)),
    rules: await loadRules(tx, committee, now),
  }
}

/** 复核、销号、回头看: every attempt of somebody else is noted. */
export const verificationHandlers: Handler<any, any, any>[] = [
  withFiles(
    handle(c.RecheckIssue, {
      allow: GROUP,
      audited: true,
      target: onIssue,
      load: judged,
      decide: verify.recheckIssue,
      also: async (tx, command, events, context) => {
        await store.keepDisputeWords(tx, command.findingId, { recheck_reason: command.reason })
        await planClocks(tx, command, events, context)
      },
    }),
  ),
  withFiles(
    handle(c.VerifyIssue, {
      allow: GROUP,
      audited: true,
      target: onIssue,
      load: judged,
      decide: verify.verifyIssue,
      also: async (tx, command, events, context) => {
        const { findingId, round } = events[0]!.data as { findingId: string; round: number }
        await store.keepRoundWords(tx, { findingId, round }, { check_notes: command.notes })
        await planClocks(tx, command, events, context)
      },
    }),
  ),
  withFiles(
    handle(c.ReopenIssue, {
      allow: GROUP,
      audited: true,
      target: onIssue,
      load: judged,
      decide: verify.reopenIssue,
      also: async (tx, command, events, context) => {
        const { findingId, round } = events[0]!.data as { findingId: string; round: number }
        await store.keepRoundWords(tx, { findingId, round: round - 1 }, { check_notes: command.notes })
        await planClocks(tx, command, events, context)
      },
    }),
  ),
  withFiles(
    handle(c.RecordLookBack, {
      allow: GROUP,
      audited: true,
      target: onIssue,
      load: judged,
      decide: verify.recordLookBack,
      also: async (tx, command, events, context) => {
        const [event] = events
        const { round } = event!.data as { round: number }
        const about = event!.type === c.IssueRelapsed.type ? round - 1 : round
        await store.keepLookBackNotes(tx, command.findingId, about, command.notes)
        await planClocks(tx, command, events, context)
      },
    }),
  ),
]
