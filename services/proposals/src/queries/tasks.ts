import type { proposals as c } from '@lianxie/contracts'
import type { Actor } from '@lianxie/service-kit'
import { type RawBuilder, sql } from 'kysely'
import { proposersOf, unitsOf } from './visibility.ts'

type Tasks = RawBuilder<unknown>

/** One kind of task: which rows ask for it, when it is due. Each is found by an index of its own. */
const task = (
  kind: c.TaskKind,
  { due, unit, part, from }: { due?: Tasks; unit?: Tasks; part?: Tasks; from: Tasks },
): Tasks =>
  sql`select ${sql.lit(kind)}::text as kind, proposal.id as proposal_id, (${unit ?? sql`null`})::uuid as unit_id,
    (${due ?? sql`null`})::timestamptz as due_at, (${part ?? sql`''`})::text as part ${from}`

/** The version of a reply that stands: the last of the round that the case is in. */
const standing = sql`reply.round = proposal.reply_round and not exists (
  select from proposal_reply later where later.proposal_id = reply.proposal_id and later.unit_id = reply.unit_id
    and later.round = reply.round and later.draft > reply.draft)`

/** What is asked of an actor in the role in which they act. */
export function tasksOf(actor: Actor): Tasks {
  const parts = partsOf(actor)
  return parts.length === 0
    ? sql`select null::text as kind, null::uuid as proposal_id, null::uuid as unit_id, null::timestamptz as due_at, ''::text as part where false`
    : sql.join(parts, sql` union all `)
}

function partsOf(actor: Actor): Tasks[] {
  switch (actor.role) {
    case 'MEMBER':
      return [...ofProposers(actor), ...ofMembers(actor)]
    case 'GROUP_CLERK':
      return ofProposers(actor)
    case 'STAFF_PROPOSAL':
      return [...ofReviewers(actor), ...ofSupervisors('committee_at'), ...ofFollowers(actor)]
    case 'SUPERVISION_OFFICE':
      return [...ofAssigners(), ...ofSupervisors('supervision_at'), REVIEW_REPLY]
    case 'UNIT_HANDLER':
    case 'UNIT_LEADER':
      return ofUnits(actor)
    default:
      return []
  }
}

function ofProposers(actor: Actor): Tasks[] {
  const own = sql`${proposersOf(actor)}::uuid[]`
  return [
    task('REVISE', {
      from: sql`from proposal where proposal.state = 'RETURNED_FOR_REVISION' and proposal.lead_id = any(${own})`,
    }),
    task('ANSWER_MERGER', {
      from: sql`from proposal
        where proposal.state = 'MERGED_INTO' and proposal.merge_answer is null and proposal.lead_id = any(${own})`,
    }),
    task('RATE', {
      due: sql`feedback.due_at`,
      unit: sql`form.unit_id`,
      part: sql`form.original_id::text || form.round`,
      from: sql`from proposal_rating form
        join proposal_feedback feedback on feedback.proposal_id = form.proposal_id
          and feedback.round = form.round and feedback.unit_id = form.unit_id
        join proposal on proposal.id = form.proposal_id
        where form.state = 'OPEN' and form.proposer_id = any(${own})`,
    }),
    task('CONFIRM_MEETING', {
      unit: sql`meeting.unit_id`,
      part: sql`meeting.id`,
      from: sql`from proposal_meeting_party party
        join proposal_meeting meeting on meeting.id = party.meeting_id
        join proposal on proposal.id = meeting.proposal_id
        where party.answer is null and party.proposer_id = any(${own})`,
    }),
  ]
}

function ofMembers(actor: Actor): Tasks[] {
  const own = sql`${proposersOf(actor)}::uuid[]`
  return [
    task('COSIGN', {
      due: sql`proposal.cosign_due`,
      from: sql`from proposal_cosigner invited join proposal on proposal.id = invited.proposal_id
        where invited.member_id = any(${own}) and invited.state = 'INVITED'
          and proposal.state in ('COSIGNING', 'RETURNED_FOR_REVISION')`,
    }),
    task('CONFIRM_COLLECTIVE', {
      from: sql`from proposal
        where proposal.kind = 'COLLECTIVE' and proposal.state in ('DRAFT', 'RETURNED_FOR_REVISION')
          and proposal.confirmed_sha256 is distinct from proposal.text_sha256
          and proposal.lead_id in (
            select body_id from known_post where post = 'CONVENOR' and member_id = any(${own})
            union all select sector_id from sector_convenor where member_id = any(${own}))`,
    }),
  ]
}

const ofReviewers = (actor: Actor): Tasks[] => [
  task('CLAIM', { from: sql`from proposal where proposal.state = 'SUBMITTED'` }),
  task('PRE_REVIEW', {
    from: sql`from proposal where proposal.state = 'UNDER_REVIEW' and proposal.pre_reviewed_by is null
      and proposal.reviewer = ${actor.id}`,
  }),
  task('SECOND_REVIEW', {
    from: sql`from proposal where proposal.state = 'UNDER_REVIEW' and proposal.pre_reviewed_by <> ${actor.id}
      and proposal.second_reviewed_by is null`,
  }),
  task('DECIDE', {
    from: sql`from proposal where proposal.state = 'UNDER_REVIEW' and proposal.second_reviewed_by is not null`,
  }),
]

/** What the office does after the replies. */
const ofFollowers = (actor: Actor): Tasks[] => [
  task('END', {
    from: sql`from proposal where proposal.state = 'FEEDBACK_PENDING' and not exists (
      select from proposal_feedback asked where asked.proposal_id = proposal.id and asked.closed_at is null)`,
  }),
  task('VERIFY_PROMISE', {
    unit: sql`promise.unit_id`,
    part: sql`promise.id`,
    from: sql`from proposal_promise promise join proposal on proposal.id = promise.proposal_id
      where promise.state = 'DONE'`,
  }),
  task('ANSWER_UPGRADE', {
    unit: sql`upgrade.unit_id`,
    part: sql`upgrade.version`,
    from: sql`from proposal_upgrade upgrade join proposal on proposal.id = upgrade.proposal_id
      where upgrade.state = 'ASKED'`,
  }),
  task('CHECK_PUBLICATION', {
    from: sql`from proposal where proposal.publication is not null and proposal.publication ->> 'by' <> ${actor.id}`,
  }),
]

const ofAssigners = (): Tasks[] => [
  task('ASSIGN', { from: sql`from proposal where proposal.state in ('FILED', 'RETURNED_BY_UNIT')` }),
]

/** What the supervision office and the proposal committee decide side by side. */
const ofSupervisors = (consent: 'committee_at' | 'supervision_at'): Tasks[] => [
  task('ANSWER_DECLINE', {
    due: sql`assignment.return_answer_due`,
    unit: sql`assignment.unit_id`,
    from: sql`from proposal_assignment assignment join proposal on proposal.id = assignment.proposal_id
      where assignment.state = 'DECLINED'`,
  }),
  task('CONSENT_EXTENSION', {
    unit: sql`extension.unit_id`,
    part: sql`extension.id`,
    from: sql`from proposal_extension extension join proposal on proposal.id = extension.proposal_id
      where extension.state = 'REQUESTED' and extension.${sql.ref(consent)} is null`,
  }),
]

const REVIEW_REPLY = task('REVIEW_REPLY', {
  due: sql`assignment.reply_due`,
  unit: sql`reply.unit_id`,
  from: sql`from proposal_reply reply join proposal on proposal.id = reply.proposal_id
    join proposal_assignment assignment
      on assignment.proposal_id = reply.proposal_id and assignment.unit_id = reply.unit_id
    where reply.signed_at is not null and reply.approved_at is null and reply.returned_at is null
      and ${standing}`,
})

function ofUnits(actor: Actor): Tasks[] {
  const own = sql`${unitsOf(actor)}::uuid[]`
  const assigned = sql`from proposal_assignment mine join proposal on proposal.id = mine.proposal_id
    where mine.unit_id = any(${own})`
  const unit = sql`mine.unit_id`
  return [
    task('ACCEPT', { due: sql`mine.window_due`, unit, from: sql`${assigned} and mine.state = 'ASSIGNED'` }),
    task('CONTACT', {
      due: sql`mine.contact_due`,
      unit,
      from: sql`${assigned} and mine.state = 'ACCEPTED' and mine.role <> 'CO' and mine.work <> 'REPLIED'
        and mine.contacted_at is null`,
    }),
    task('OPINION', {
      due: sql`mine.opinion_due`,
      unit,
      from: sql`${assigned} and mine.state = 'ACCEPTED' and mine.role = 'CO' and mine.opinion_at is null`,
    }),
    task('REPLY', {
      due: sql`mine.reply_due`,
      unit,
      from: sql`${assigned} and mine.state = 'ACCEPTED' and mine.role <> 'CO' and mine.work <> 'REPLIED'`,
    }),
    task('PROMISE', {
      due: sql`(promise.due_on + 1)::timestamp at time zone 'Asia/Shanghai'`,
      unit: sql`promise.unit_id`,
      part: sql`promise.id`,
      from: sql`from proposal_promise promise join proposal on proposal.id = promise.proposal_id
        where promise.unit_id = any(${own}) and promise.state = 'OPEN'`,
    }),
    task('COUNTERSIGN', {
      unit,
      from: sql`from proposal_assignment mine join proposal on proposal.id = mine.proposal_id
        join proposal_reply reply on reply.proposal_id = mine.proposal_id
        where mine.unit_id = any(${own}) and mine.role = 'CO' and mine.state = 'ACCEPTED'
          and reply.sent_at is null and reply.returned_at is null and ${standing}
          and not exists (select from proposal_countersignature said
            where said.proposal_id = reply.proposal_id and said.unit_id = reply.unit_id
              and said.round = reply.round and said.draft = reply.draft and said.co_unit_id = mine.unit_id)`,
    }),
    ...(actor.role === 'UNIT_LEADER'
      ? [
          task('SIGN', {
            due: sql`mine.reply_due`,
            unit,
            from: sql`from proposal_assignment mine join proposal on proposal.id = mine.proposal_id
              join proposal_reply reply on reply.proposal_id = mine.proposal_id and reply.unit_id = mine.unit_id
              where mine.unit_id = any(${own}) and mine.state = 'ACCEPTED' and reply.signed_at is null and reply.returned_at is null and ${standing}`,
          }),
        ]
      : []),
  ]
}
