import { consultations as c, type Fact } from '@lianxie/contracts'
import { newId } from '@lianxie/service-kit'
import type { Life } from './interleaved.ts'
import { paragraph, title } from './words.ts'

/** Who and what the items of the plans are about. */
export interface PlanWorld {
  members: readonly string[]
  units: readonly string[]
  bodies: readonly string[]
  plans: readonly { planId: string; year: number }[]
}

const ids = (count: number) => Array.from({ length: count }, () => newId())

export function planWorld({ years = 20 }: { years?: number } = {}): PlanWorld {
  return {
    members: ids(400),
    units: ids(80),
    bodies: ids(20),
    plans: Array.from({ length: years }, (_, n) => ({ planId: newId(), year: 2005 + n })),
  }
}

/** 年度协商计划: the plans that the items belong to, adopted. */
export const planFacts = ({ plans }: PlanWorld): Fact[] =>
  plans.flatMap(({ planId, year }) => [
    c.PlanOpened({ planId, year, title: `${year}年度协商计划` }),
    c.PlanSubmitted({ planId }),
    c.PlanDeliberated({ planId, body: 'CHAIRPERSONS_MEETING', meeting: '主席会议', heldOn: `${year}-01-20` }),
    c.PlanAdopted({
      planId,
      year,
      title: `${year}年度协商计划`,
      adoptedBy: 'PARTY_COMMITTEE',
      documentNumber: `〔${year}〕1号`,
      decidedOn: `${year}-02-01`,
      itemIds: [],
    }),
  ])

/**
 * Lives of plan items (计划事项), each from the suggestion through its session to what came of it: some 30 events, or half
 * of that without those who come to a session one by one.
 */
export function* planLives(
  world: PlanWorld,
  count: number,
  random: () => number,
  { brief = false }: { brief?: boolean } = {},
): Generator<Life> {
  for (let n = 0; n < count; n += 1) {
    const life = itemLife(world, world.plans[n % world.plans.length]!, random)
    yield brief
      ? life.filter(({ type }) => !type.endsWith('-attendance-recorded') && !type.endsWith('-check-in-opened'))
      : life
  }
}

function itemLife(
  { members, units, bodies }: PlanWorld,
  { planId, year }: PlanWorld['plans'][number],
  random: () => number,
): Life {
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  const some = <T>(list: readonly T[], count: number) => [...new Set(Array.from({ length: count }, () => pick(list)))]
  const day = (month: number) =>
    `${year}-${String(month).padStart(2, '0')}-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`
  const deadline = (date: string): c.Deadline => ({
    due: `${date}T16:00:00.000Z`,
    date,
    calendarKnown: true,
    unknownYears: [],
    steps: [{ code: 'working-days', date, zh: '提前七个工作日', en: 'seven working days ahead' }],
  })
  const month = 3 + Math.floor(random() * 8)
  const [itemId, sessionId, commitmentId, outcomeId, researchId] = ids(5) as [string, string, string, string, string]
  const topic = title(random)
  const leadBodyId = pick(bodies)
  const counterparts = some(units, 2)
  const form = pick(['THEMATIC', 'COUNTERPART', 'SECTOR', 'STANDING_THEMATIC', 'CHAIRPERSONS', 'GRASSROOTS'] as const)
  const details = {
    form,
    topic,
    summary: paragraph(random),
    months: [month],
    leadBodyId,
    coBodyIds: some(bodies, 1),
    counterpartUnitIds: counterparts,
    participantBodyIds: [],
    partnerCommittees: [],
  }
  const item = { itemId, planId, year }
  const facts: Fact[] = [
    c.ItemProposed({
      ...item,
      topic,
      reason: paragraph(random),
      form,
      counterpartUnitIds: counterparts,
      source: { kind: 'BODY', id: leadBodyId },
      late: false,
    }),
  ]
  if (random() < 0.1) return [...facts, c.ItemDeclined({ ...item, reason: '与已有事项重复' })]
  facts.push(c.ItemPlanned({ ...item, ...details }), c.ItemAdopted({ ...item, ...details }))

  const group = some(members, 5)
  facts.push(
    c.ItemMoved({ itemId, from: 'PLAN_ADOPTED', to: 'RESEARCHING', researchId }),
    c.ResearchGroupFormed({
      researchId,
      itemId,
      title: `${topic}调研组`,
      leaderId: group[0]!,
      secretaryId: group[1] ?? group[0]!,
      memberIds: group.slice(2),
    }),
  )
  const date = day(month)
  const participants = some(members, 12)
  facts.push(
    c.ItemMoved({ itemId, from: 'RESEARCHING', to: 'SCHEDULED', sessionId }),
    c.SessionScheduled({
      sessionId,
      itemId,
      form,
      title: `${topic}协商会`,
      startsAt: `${date}T01:00:00.000Z`,
      endsAt: `${date}T04:00:00.000Z`,
      place: '区政协三楼会议室',
      mode: 'ON_SITE',
      chairMemberId: pick(members),
      agenda: ['情况通报', '委员发言', '部门回应'],
      noticeDeadline: deadline(date),
      materialDeadline: deadline(date),
    }),
    c.SessionInvited({
      sessionId,
      members: participants.map((memberId) => ({ memberId, capacity: 'ATTENDEE' as const })),
      unitIds: counterparts,
      supplementary: false,
    }),
    c.SessionNotified({ sessionId, late: false }),
    c.SessionCheckInOpened({ sessionId }),
    ...participants
      .slice(0, 6)
      .map((participantId) =>
        c.SessionAttendanceRecorded({ sessionId, by: 'CODE', entries: [{ participantId, attendance: 'PRESENT' }] }),
      ),
    c.SessionAttendanceRecorded({
      sessionId,
      by: 'STAFF',
      entries: [...participants.slice(6), ...counterparts].map((participantId) => ({
        participantId,
        attendance: random() < 0.9 ? ('PRESENT' as const) : ('LATE' as const),
      })),
    }),
    c.SessionHeld({
      sessionId,
      itemId,
      form,
      title: `${topic}协商会`,
      startedAt: `${date}T01:05:00.000Z`,
      endedAt: `${date}T03:50:00.000Z`,
      counts: { due: 12, present: 12, onLeave: 0, absent: 0, late: 0, leftEarly: 0, observers: 0, units: 2 },
      minutesDeadline: deadline(date),
    }),
    c.ItemMoved({ itemId, from: 'SCHEDULED', to: 'SESSION_HELD', sessionId }),
  )
  const unitId = counterparts[0]!
  const commitment = { commitmentId, unitId }
  facts.push(
    c.CommitmentMade({ ...commitment, sessionId, itemId, promise: paragraph(random), dueOn: day(month + 1) }),
    c.CommitmentProgressed({ ...commitment, progress: paragraph(random), done: random() < 0.7, files: [] }),
  )
  if (random() < 0.5) facts.push(c.CommitmentClosed({ ...commitment, result: paragraph(random), late: false }))
  const outcome = { outcomeId, itemId }
  const suggestions = counterparts.map((unitId) => ({ suggestionId: newId(), text: paragraph(random), unitId }))
  facts.push(
    c.OutcomeDrafted({ ...outcome, sessionId, kind: 'SPECIAL_REPORT', title: `${topic}专报`, suggestions }),
    c.ItemMoved({ itemId, from: 'SESSION_HELD', to: 'OUTCOME_DRAFTED', outcomeId }),
  )
  if (random() < 0.3) return facts
  const meeting = { meeting: 'CHAIRPERSONS_MEETING', meetingName: '主席会议', meetingOn: day(month + 1) } as const
  facts.push(
    c.OutcomeApproved({ ...outcome, ...meeting }),
    c.OutcomeSubmitted({
      ...outcome,
      kind: 'SPECIAL_REPORT',
      title: `${topic}专报`,
      recipients: ['PARTY_COMMITTEE', 'GOVERNMENT'],
      documentNumber: `〔${year}〕${Math.floor(random() * 900)}号`,
      submittedOn: day(month + 1),
      suggestions: suggestions.length,
    }),
    ...suggestions.map(({ suggestionId, unitId }) =>
      c.SuggestionAssigned({ ...outcome, suggestionId, unitId, deadline: deadline(day(month + 2)) }),
    ),
  )
  if (random() < 0.4) return facts
  facts.push(
    ...suggestions.map(({ suggestionId, unitId }) =>
      c.SuggestionAnswered({
        ...outcome,
        suggestionId,
        unitId,
        adoption: 'ADOPTED',
        answer: paragraph(random),
        files: [],
        late: false,
      }),
    ),
    c.OutcomeAnswered({ ...outcome, adoption: 'ADOPTED' }),
  )
  return facts
}
