import type { Deadline, FileRef, supervision as c } from '@lianxie/contracts'
import type { Tx } from '@lianxie/service-kit'
import type { Updateable } from 'kysely'
import type { Appliers } from './appliers.ts'
import { moveProject } from './project-apply.ts'
import type { Tables } from './tables.ts'

/** 问题清单、整改与销号. */
export const rectificationAppliers = {
  async 'supervision.issue-list-sent'(tx, event) {
    const { listId: id, projectId: project_id, year, number, approvedOn: approved_on } = event.data
    await tx
      .insertInto('issue_list')
      .values({ id, project_id, year, number, approved_on, sent_at: event.time })
      .execute()
    await moveProject(tx, event, 'ISSUE_LIST_SENT')
  },
  async 'supervision.issue-listed'(tx, { data, time }) {
    await move(tx, data.findingId, time, 'LISTED', {
      list_id: data.listId,
      position: data.position,
      listed_at: time,
      dispute_due_at: new Date(data.disputeDeadline.due),
      ...deadlineOf(data),
      rectify_term: data.rectifyTerm ? JSON.stringify(data.rectifyTerm) : null,
    })
    await beginRound(tx, data, { round: 1, cause: 'LISTED', time })
  },
  async 'supervision.issue-accepted'(tx, { data, time, actor }) {
    await move(tx, data.findingId, time, 'ACCEPTED', { accepted_at: time })
    if (!data.bySilence) await noteHandlers(tx, data.findingId, [actor])
  },
  async 'supervision.issue-disputed'(tx, { data, time, actor }) {
    const { findingId: finding_id, files } = data
    await move(tx, finding_id, time, 'DISPUTED', { disputed_at: time })
    await tx
      .insertInto('issue_dispute')
      .values({ finding_id, disputed_at: time, files: JSON.stringify(files) })
      .execute()
    await noteHandlers(tx, finding_id, [actor])
  },
  async 'supervision.issue-confirmed'(tx, { data, time }) {
    await move(tx, data.findingId, time, 'ACCEPTED', {
      accepted_at: time,
      rechecked_at: time,
      recheck: 'UPHELD',
      ...deadlineOf(data),
    })
    await settleDispute(tx, data, 'UPHELD', time)
    await setRoundDeadline(tx, data.findingId, 1, data.deadline)
  },
  async 'supervision.issue-dropped'(tx, { data, time }) {
    await move(tx, data.findingId, time, 'DROPPED', { rechecked_at: time, recheck: 'DROPPED' })
    await settleDispute(tx, data, 'DROPPED', time)
  },
  async 'supervision.measures-planned'(tx, { data, time, actor }) {
    await move(tx, data.findingId, time, 'RECTIFYING', {})
    await setRound(tx, data, { planned_at: time, finish_on: data.finishOn })
    await noteHandlers(tx, data.findingId, [actor, ...data.memberIds])
  },
  async 'supervision.issue-rectified'(tx, { data, time, actor }) {
    const { findingId, rectifiedOn: rectified_on, files } = data
    await move(tx, findingId, time, 'RECTIFIED', { rectified_at: time })
    await setRound(tx, data, { rectified_at: time, rectified_on, files: JSON.stringify(files) })
    await noteHandlers(tx, findingId, [actor])
  },
  async 'supervision.more-time-requested'(tx, { data, time, actor }) {
    const { requestId: id, findingId: finding_id, round, until: until_on } = data
    await tx
      .insertInto('issue_more_time')
      .values({ id, finding_id, round, until_on, state: 'REQUESTED', requested_at: time })
      .execute()
    await noteHandlers(tx, finding_id, [actor])
  },
  async 'supervision.more-time-granted'(tx, { data, time }) {
    await decideRequest(tx, data.requestId, 'GRANTED', time)
    await tx.updateTable('finding').set(deadlineOf(data)).where('id', '=', data.findingId).execute()
    await setRoundDeadline(tx, data.findingId, data.round, data.deadline)
  },
  'supervision.more-time-refused': (tx, { data, time }) => decideRequest(tx, data.requestId, 'REFUSED', time),
  async 'supervision.issue-verified'(tx, { data, time }) {
    await move(tx, data.findingId, time, 'VERIFIED', {
      verified_at: time,
      verified_by: data.memberId,
      look_back_due: data.lookBackDue,
      look_back: null,
      looked_back_at: null,
    })
    await setRound(tx, data, { verdict: 'VERIFIED', verdict_at: time, ...checkOf(data) })
  },
  async 'supervision.issue-reopened'(tx, { data, time }) {
    const { findingId, round } = data
    await setRound(tx, { findingId, round: round - 1 }, { verdict: 'REOPENED', verdict_at: time, ...checkOf(data) })
    await reopen(tx, data, 'REOPENED', time)
  },
  async 'supervision.rectification-confirmed'(tx, { data, time }) {
    await tx
      .updateTable('finding')
      .set({ look_back: 'HOLDS', looked_back_at: time })
      .where('id', '=', data.findingId)
      .execute()
    await lookedBack(tx, data, { round: data.round, outcome: 'HOLDS', time })
  },
  async 'supervision.issue-relapsed'(tx, { data, time }) {
    await lookedBack(tx, data, { round: data.round - 1, outcome: 'RELAPSED', time })
    await reopen(tx, data, 'RELAPSED', time, { look_back: 'RELAPSED', looked_back_at: time })
  },
  'supervision.issue-reminded': nothing,
  'supervision.issue-overdue-noted': nothing,
  'supervision.look-back-reminded': nothing,
} satisfies Partial<Appliers>

/** What is told and changes no row. */
async function nothing(): Promise<void> {}

type Finding = Updateable<Tables['finding']>
type Round = Updateable<Tables['issue_round']>

const move = (tx: Tx<Tables>, id: string, time: Date, state: c.FindingState, change: Finding) =>
  tx
    .updateTable('finding')
    .set({ ...change, state, state_since: time })
    .where('id', '=', id)
    .execute()

const setRound = (tx: Tx<Tables>, { findingId, round }: { findingId: string; round: number }, change: Round) =>
  tx.updateTable('issue_round').set(change).where('finding_id', '=', findingId).where('round', '=', round).execute()

const deadlineOf = ({ deadline }: { deadline: Deadline }) => ({
  deadline: JSON.stringify(deadline),
  due_at: new Date(deadline.due),
})

const setRoundDeadline = (tx: Tx<Tables>, findingId: string, round: number, deadline: Deadline) =>
  setRound(tx, { findingId, round }, { deadline: JSON.stringify(deadline) })

const beginRound = (
  tx: Tx<Tables>,
  { findingId: finding_id, deadline }: { findingId: string; deadline: Deadline },
  { round, cause, time }: { round: number; cause: c.RoundCause; time: Date },
) =>
  tx
    .insertInto('issue_round')
    .values({ finding_id, round, cause, began_at: time, deadline: JSON.stringify(deadline) })
    .execute()

interface Check {
  memberId: string
  checkedOn: string
  way: c.CheckWay
  files: FileRef[]
}

const checkOf = ({ memberId, checkedOn, way, files }: Check) => ({
  member_id: memberId,
  checked_on: checkedOn,
  way,
  check_files: JSON.stringify(files),
})

const settleDispute = (
  tx: Tx<Tables>,
  { findingId, memberId, checkedOn, way, files }: Check & { findingId: string },
  outcome: c.RecheckOutcome,
  time: Date,
) =>
  tx
    .updateTable('issue_dispute')
    .set({
      outcome,
      rechecked_at: time,
      checked_on: checkedOn,
      way,
      member_id: memberId,
      recheck_files: JSON.stringify(files),
    })
    .where('finding_id', '=', findingId)
    .execute()

/** A new round: what was said of an earlier verification no longer holds. */
async function reopen(
  tx: Tx<Tables>,
  data: { findingId: string; round: number; deadline: Deadline; rectifyTerm?: c.RectifyTerm | undefined },
  cause: 'REOPENED' | 'RELAPSED',
  time: Date,
  change: Finding = {},
): Promise<void> {
  await tx
    .updateTable('finding')
    .set((eb) => ({ reopened: eb('reopened', '+', 1) }))
    .where('id', '=', data.findingId)
    .execute()
  await move(tx, data.findingId, time, 'REOPENED', {
    round: data.round,
    rectified_at: null,
    verified_at: null,
    verified_by: null,
    look_back_due: null,
    ...deadlineOf(data),
    rectify_term: data.rectifyTerm ? JSON.stringify(data.rectifyTerm) : null,
    ...change,
  })
  await beginRound(tx, data, { round: data.round, cause, time })
}

const lookedBack = (
  tx: Tx<Tables>,
  { findingId: finding_id, memberId: member_id, checkedOn: checked_on, way, files }: Check & { findingId: string },
  { round, outcome, time }: { round: number; outcome: c.LookBackOutcome; time: Date },
) =>
  tx
    .insertInto('issue_look_back')
    .values({
      finding_id,
      round,
      outcome,
      recorded_at: time,
      member_id,
      checked_on,
      way,
      files: JSON.stringify(files),
    })
    .execute()

const decideRequest = (tx: Tx<Tables>, id: string, state: 'GRANTED' | 'REFUSED', time: Date) =>
  tx.updateTable('issue_more_time').set({ state, decided_at: time }).where('id', '=', id).execute()

/** 经办人: noted once, however often they act. */
const noteHandlers = (tx: Tx<Tables>, finding_id: string, handlers: readonly string[]) =>
  tx
    .insertInto('issue_handler')
    .values([...new Set(handlers)].map((handler) => ({ finding_id, handler })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
