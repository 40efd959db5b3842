import { type Deadline, given, proposals as c } from '@lianxie/contracts'
import { answer, type Database } from '@lianxie/service-kit'
import { loadRules } from '../store/known.ts'
import type { Tables } from '../store/tables.ts'
import { open } from './case-file.ts'
import { type Words, wordsOf } from './case-words.ts'
import { readsDrafts } from './history-words.ts'
import type { Reader } from './reader.ts'
import { repliesOf } from './case-replies.ts'
import { lightsAt, versionOf } from './rows.ts'
import { READERS } from './visibility.ts'

/** What of the handling of a case a reader sees, each part after `domain.md` §3.1. */
export interface Scope {
  /** 机关、主席、督查室: everything. */
  sees: boolean
  /** The reader's units among those of the case. */
  units: ReadonlySet<string>
  /** The lead unit of the case is among them: it reads what its co-units say. */
  leads: boolean
  isProposer: boolean
  /** Works on the replies: reads them before they are sent. */
  readsDrafts: boolean
  /** The ids under which the reader proposes. */
  own: ReadonlySet<string>
}

/** 提案办理情况: of the case that a proposal belongs to. */
export const caseHandling = answer(c.CaseHandling, {
  allow: READERS,
  read: async (db: Database<Tables>, { proposalId }, { actor, now, runtime }) => {
    const { row, reader, own } = await open(db, proposalId, actor)
    const caseId = row.merged_into ?? row.id
    // Before all else: what is changed while this is read must not pass for seen.
    const version = await versionOf(db, `proposal/${caseId}`)
    const [head, assignments, words, { values }] = await Promise.all([
      db.selectFrom('proposal').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow(),
      assignmentsOf(db, caseId),
      wordsOf(db, `proposal/${caseId}`),
      loadRules(db, runtime.committee, now),
    ])
    const scope = scopeOf(reader, own, assignments)
    const lights = lightsAt(now, values)
    const [meetings, messages, disagreements, extensions, replies, deliveries, notices] = await Promise.all([
      meetingsOf(db, caseId, scope, words),
      messagesOf(db, caseId, scope, words),
      disagreementsOf(db, caseId, scope, words),
      extensionsOf(db, caseId, scope, words),
      repliesOf(db, head, scope, words),
      deliveriesOf(db, caseId, scope),
      noticesOf(db, caseId, scope),
    ])
    const isOwed = head.reply_due_at !== null && head.replied_at === null
    return {
      caseId,
      version,
      state: head.state,
      ...given('mode', head.assignment_mode),
      ...given('assignedOn', head.assigned_on),
      ...given('replyDueAt', head.reply_due_at?.toISOString()),
      ...(isOwed && { replyLight: lights(head.reply_due_at!) }),
      ...given('repliedAt', head.replied_at?.toISOString()),
      ...(head.replied_at && given('resultClass', head.result_class)),
      round: head.reply_round,
      ...given('feedbackDeadline', head.feedback_deadline),
      units: assignments.map((assignment) => showAssignment(assignment, scope, words, lights)),
      meetings,
      messages,
      disagreements,
      extensions,
      replies,
      deliveries,
      notices,
    }
  },
})

function scopeOf(reader: Reader, own: readonly string[], assignments: readonly Assignment[]): Scope {
  const units = new Set(reader.units.filter((id) => assignments.some(({ unit_id }) => unit_id === id)))
  return {
    sees: reader.isOffice || reader.role === 'SUPERVISION_OFFICE',
    units,
    leads: assignments.some(({ unit_id, role }) => role === 'LEAD' && units.has(unit_id)),
    isProposer: reader.isProposer,
    readsDrafts: readsDrafts(reader),
    own: new Set(own),
  }
}

type Lights = ReturnType<typeof lightsAt>

const assignmentsOf = (db: Database<Tables>, caseId: string) =>
  db
    .selectFrom('proposal_assignment')
    .leftJoin('known_unit', 'known_unit.id', 'proposal_assignment.unit_id')
    .selectAll('proposal_assignment')
    .select('known_unit.name')
    .where('proposal_id', '=', caseId)
    .orderBy('position')
    .orderBy('unit_id')
    .execute()
type Assignment = Awaited<ReturnType<typeof assignmentsOf>>[number]

function showAssignment(one: Assignment, scope: Scope, words: Words, lights: Lights): c.UnitAssignment {
  const isMine = scope.sees || scope.units.has(one.unit_id)
  const isParty = isMine || scope.isProposer || scope.units.size > 0
  const owed = (deadline: Deadline | null, due: Date | null, done: boolean) =>
    deadline && due ? { deadline, ...(!done && { light: lights(due) }) } : undefined
  const isOpen = one.state === 'ACCEPTED'
  const firstContact = owed(one.contact_deadline, one.contact_due, one.contacted_at !== null || !isOpen)
  const opinion = owed(one.opinion_deadline, one.opinion_due, one.opinion_at !== null || !isOpen)
  const reply = owed(one.reply_deadline, one.reply_due, one.work === 'REPLIED' || one.state === 'RELEASED')
  return {
    unitId: one.unit_id,
    ...given('name', one.name),
    role: one.role,
    state: one.state,
    work: one.work,
    round: one.round,
    assignedAt: one.assigned_at.toISOString(),
    ...given('handoverId', one.handover_id),
    ...(isParty && given('window', owed(one.window_deadline, one.window_due, one.state !== 'ASSIGNED'))),
    ...given('acceptedAt', one.accepted_at?.toISOString()),
    ...given('acceptedBy', one.accepted_by),
    ...(one.declined_at &&
      isMine && {
        declined: {
          at: one.declined_at.toISOString(),
          ...given('reason', words(one.declined_version, 'reason')),
          ...given('proposedUnitId', one.proposed_unit),
          ...given(
            'answerDue',
            owed(one.return_answer_deadline, one.return_answer_due, one.return_answered_at !== null),
          ),
          ...given('answer', one.return_answer),
          ...given('answerReason', words(one.return_answer_version, 'reason')),
        },
      }),
    ...(isMine && given('leaderPost', one.leader_post)),
    ...(isMine && given('handlers', one.handlers)),
    ...(one.plan_at &&
      isParty && {
        plan: {
          at: one.plan_at.toISOString(),
          ...given('finishOn', one.plan_finish_on),
          ...(isMine && given('text', words(one.plan_version, 'plan'))),
        },
      }),
    ...(firstContact &&
      isParty && { firstContact: { ...firstContact, ...given('doneAt', one.contacted_at?.toISOString()) } }),
    ...(opinion &&
      (isMine || scope.leads) && {
        opinion: {
          ...opinion,
          ...given('givenAt', one.opinion_at?.toISOString()),
          ...given('text', words(one.opinion_version, 'opinion')),
          ...given('late', one.opinion_late),
        },
      }),
    ...(reply &&
      isParty && {
        reply: {
          ...reply,
          ...given('repliedAt', one.replied_at?.toISOString()),
          ...given('late', one.replied_late),
        },
      }),
    extensions: one.extensions,
  }
}

async function meetingsOf(db: Database<Tables>, caseId: string, scope: Scope, words: Words) {
  if (!scope.sees && !scope.isProposer && scope.units.size === 0) return []
  const [rows, parties] = await Promise.all([
    db
      .selectFrom('proposal_meeting')
      .selectAll()
      .where('proposal_id', '=', caseId)
      .orderBy('recorded_at')
      .orderBy('id')
      .execute(),
    db
      .selectFrom('proposal_meeting_party')
      .innerJoin('proposal_meeting', 'proposal_meeting.id', 'proposal_meeting_party.meeting_id')
      .selectAll('proposal_meeting_party')
      .where('proposal_meeting.proposal_id', '=', caseId)
      .orderBy('proposer_id')
      .execute(),
  ])
  const byMeeting = Map.groupBy(parties, ({ meeting_id }) => meeting_id)
  return rows.map((row) => ({
    meetingId: row.id,
    unitId: row.unit_id,
    round: row.round,
    way: row.way,
    stage: row.stage,
    heldOn: row.held_on,
    ...given('summary', words(row.version, 'summary')),
    proposers: (byMeeting.get(row.id) ?? []).map((party) => ({
      proposerId: party.proposer_id,
      ...given('answer', party.answer),
      ...given('answeredAt', party.answered_at?.toISOString()),
      // What a proposer says against a unit's record is for the office.
      ...((scope.sees || scope.own.has(party.proposer_id)) && given('remark', words(party.answer_version, 'remark'))),
    })),
  }))
}

/** 提办沟通: a unit reads what proposers wrote and what it wrote itself; proposers and offices read all of it. */
async function messagesOf(db: Database<Tables>, caseId: string, scope: Scope, words: Words) {
  if (!scope.sees && !scope.isProposer && scope.units.size === 0) return []
  const rows = await db
    .selectFrom('proposal_message')
    .selectAll()
    .where('proposal_id', '=', caseId)
    .orderBy('version')
    .execute()
  return rows
    .filter(({ unit_id, proposer_id }) => {
      if (scope.sees || scope.isProposer) return true
      return proposer_id !== null || (unit_id !== null && scope.units.has(unit_id))
    })
    .map((row) => ({
      at: row.sent_at.toISOString(),
      ...given('unitId', row.unit_id),
      ...given('proposerId', row.proposer_id),
      text: words(row.version, 'message') ?? '',
    }))
}

async function disagreementsOf(db: Database<Tables>, caseId: string, scope: Scope, words: Words) {
  if (!scope.sees && scope.units.size === 0) return []
  const rows = await db
    .selectFrom('proposal_disagreement')
    .selectAll()
    .where('proposal_id', '=', caseId)
    .orderBy('reported_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    disagreementId: row.id,
    unitId: row.unit_id,
    state: row.state,
    reportedAt: row.reported_at.toISOString(),
    ...given('matter', words(row.version, 'matter')),
    ...given('result', words(row.settled_version, 'decision') ?? words(row.coordinated_version, 'result')),
    ...given('decidedOn', row.decided_on),
    ...given('documentNumber', row.document_number),
  }))
}

async function extensionsOf(db: Database<Tables>, caseId: string, scope: Scope, words: Words) {
  if (!scope.sees && !scope.isProposer && scope.units.size === 0) return []
  const rows = await db
    .selectFrom('proposal_extension')
    .selectAll()
    .where('proposal_id', '=', caseId)
    .orderBy('requested_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({
    extensionId: row.id,
    unitId: row.unit_id,
    until: row.until,
    state: row.state,
    requestedAt: row.requested_at.toISOString(),
    ...((scope.sees || scope.units.has(row.unit_id)) && given('reason', words(row.version, 'reason'))),
    ...given('supervisionAt', row.supervision_at?.toISOString()),
    ...given('committeeAt', row.committee_at?.toISOString()),
    ...given('decidedAt', row.decided_at?.toISOString()),
  }))
}

async function deliveriesOf(db: Database<Tables>, caseId: string, scope: Scope) {
  if (!scope.sees && !scope.isProposer) return []
  const rows = await db
    .selectFrom('proposal_delivery')
    .selectAll()
    .where('proposal_id', '=', caseId)
    .orderBy('sent_at')
    .orderBy('original_id')
    .orderBy('proposer_id')
    .execute()
  return rows
    .filter(({ proposer_id }) => scope.sees || scope.own.has(proposer_id))
    .map((row) => ({
      unitId: row.unit_id,
      round: row.round,
      originalId: row.original_id,
      proposerId: row.proposer_id,
      sentAt: row.sent_at.toISOString(),
      ...given('deliveredOn', row.delivered_on),
    }))
}

async function noticesOf(db: Database<Tables>, caseId: string, scope: Scope) {
  const rows = await db
    .selectFrom('proposal_notice')
    .selectAll()
    .where('proposal_id', '=', caseId)
    .orderBy('version')
    .execute()
  return rows
    .filter(({ unit_id }) => scope.sees || (unit_id !== null && scope.units.has(unit_id)))
    .map((row) => ({
      at: row.noticed_at.toISOString(),
      ...given('unitId', row.unit_id),
      about: row.about,
      dueAt: row.due_at.toISOString(),
      daysLeft: row.days_left,
      ...given('documentNumber', row.document_number),
    }))
}
