import { given, type ResultOf, supervision as c } from '@lianxie/contracts'
import { type Actor, answer, type Database } from '@lianxie/service-kit'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { findingHistoryOf, lastWords, versionOf } from './history.ts'
import { found, issueRows, readsWords, showIssue } from './issue-rows.ts'
import { isUnit, READERS, visibleFindings } from './visibility.ts'

type Result = ResultOf<typeof c.IssueById>

/** 问题整改详情: words for those who read them, and who judged for the office and the group. */
export const issue = answer(c.IssueById, {
  allow: READERS,
  read: async (db: Database<Tables>, { findingId }, { actor, now, runtime }): Promise<Result> => {
    const row = found(
      await issueRows(db, [findingId], now)
        .select(['finding.basis', 'finding.suggestion', 'finding.files', 'finding.deadline', 'finding.dispute_due_at'])
        .where(visibleFindings(actor))
        .executeTakeFirst(),
      'findingId',
    )
    const aggregate = `finding/${findingId}`
    const [rules, version, dispute, rounds, history, words] = await Promise.all([
      loadRules(db, runtime.committee, now),
      versionOf(db, aggregate),
      readDispute(db, findingId, actor),
      readRounds(db, findingId, actor),
      findingHistoryOf(db, findingId, actor),
      lastWords(db, aggregate, ['reason']),
    ])
    const reads = readsWords(actor)
    return {
      ...showIssue(row, actor, now, rules.values),
      ...(reads && given('fact', row.fact)),
      version,
      ...(reads && given('basis', row.basis)),
      ...(reads && given('suggestion', row.suggestion)),
      files: row.files,
      ...given('deadline', row.deadline),
      ...(reads && given('termReason', words['reason'])),
      ...given('disputeDue', row.dispute_due_at?.toISOString()),
      ...given('dispute', dispute),
      rounds,
      history,
    }
  },
})

/** Whose check it was is not told to units. */
const memberFor = ({ role }: Actor, memberId: string | null) => (isUnit(role) ? {} : given('memberId', memberId))

async function readDispute(db: Database<Tables>, findingId: string, actor: Actor): Promise<Result['dispute']> {
  const row = await db.selectFrom('issue_dispute').selectAll().where('finding_id', '=', findingId).executeTakeFirst()
  if (!row) return undefined
  const reads = readsWords(actor)
  return {
    at: row.disputed_at.toISOString(),
    ...(reads && given('reason', row.reason)),
    files: row.files,
    ...(row.outcome && {
      recheck: {
        outcome: row.outcome,
        at: row.rechecked_at!.toISOString(),
        ...memberFor(actor, row.member_id),
        checkedOn: row.checked_on!,
        way: row.way!,
        files: row.recheck_files,
        ...(reads && given('notes', row.recheck_reason)),
      },
    }),
  }
}

async function readRounds(db: Database<Tables>, findingId: string, actor: Actor): Promise<Result['rounds']> {
  const [rounds, lookBacks, requests] = await Promise.all([
    db.selectFrom('issue_round').selectAll().where('finding_id', '=', findingId).orderBy('round').execute(),
    db.selectFrom('issue_look_back').selectAll().where('finding_id', '=', findingId).execute(),
    db
      .selectFrom('issue_more_time')
      .selectAll()
      .where('finding_id', '=', findingId)
      .orderBy('requested_at')
      .orderBy('id')
      .execute(),
  ])
  const reads = readsWords(actor)
  return rounds.map((row) => {
    const lookBack = lookBacks.find(({ round }) => round === row.round)
    return {
      round: row.round,
      cause: row.cause,
      beganAt: row.began_at.toISOString(),
      deadline: row.deadline,
      ...given('finishOn', row.finish_on),
      ...(reads && given('leaderPost', row.leader_post)),
      ...(reads && given('measures', row.measures)),
      ...given('rectifiedOn', row.rectified_on),
      ...(reads && given('result', row.result)),
      files: row.files,
      ...(row.verdict && {
        verdict: {
          outcome: row.verdict,
          at: row.verdict_at!.toISOString(),
          ...memberFor(actor, row.member_id),
          checkedOn: row.checked_on!,
          way: row.way!,
          files: row.check_files,
          ...(reads && given('notes', row.check_notes)),
        },
      }),
      ...(lookBack && {
        lookBack: {
          outcome: lookBack.outcome,
          at: lookBack.recorded_at.toISOString(),
          ...memberFor(actor, lookBack.member_id),
          checkedOn: lookBack.checked_on,
          way: lookBack.way,
          files: lookBack.files,
          ...(reads && given('notes', lookBack.notes)),
        },
      }),
      moreTime: requests
        .filter(({ round }) => round === row.round)
        .map((one) => ({
          requestId: one.id,
          until: one.until_on,
          state: one.state,
          requestedAt: one.requested_at.toISOString(),
          ...(reads && given('reason', one.reason)),
          ...given('decidedAt', one.decided_at?.toISOString()),
          ...(reads && given('decisionReason', one.decision_reason)),
        })),
    }
  })
}
