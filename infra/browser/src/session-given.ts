import { consultations as c, directory } from '@lianxie/contracts'
import { whomOf } from '@lianxie/local/demo'
import type { Committee } from './committee.ts'

const HOUR = 3_600_000

export interface GivenSession {
  sessionId: string
  itemId: string
  /** The member whose account there is, by name and id. */
  member: { id: string; name: string }
  /** Another who came. */
  other: { id: string; name: string }
  /** The unit whose account there is. */
  unit: { id: string; name: string }
  /** How far the service's clock is ahead. */
  ahead: number
}

/**
 * 一场会议 that has just begun: all members but `stranger` and a unit are invited, most of them are here. `from`: how far the clock is
 * ahead already.
 */
export async function givenSession(
  committee: Committee,
  title: string,
  from = 0,
  stranger?: string,
): Promise<GivenSession> {
  const { side } = committee
  const staff = side.as('consultation')
  const whom = await whomOf(side)
  const { items } = await staff.ask(c.PlanItems, { year: 2022, text: '水体', limit: 1 })
  const { items: members } = await staff.ask(directory.Members, { limit: 30 })
  const memberId = whom['member']!.member!
  const unitId = whom['unit']!.units![0]!
  const { items: units } = await staff.ask(directory.Units, { search: '水务', limit: 5 })
  const others = members.filter((one) => one.memberId !== memberId && one.memberId !== stranger)
  const reason = '汛情紧急，临时安排。'
  const startsAt = Date.now() + from + HOUR
  const scheduled = await staff.send(c.ScheduleSession, {
    itemId: items[0]!.itemId,
    title,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + 2 * HOUR).toISOString(),
    place: '区政协三楼会议室',
    mode: 'ON_SITE',
    chairMemberId: others[0]!.memberId,
    agenda: ['通报水体联保共治情况', '委员发言', '部门回应', '主席讲话'],
    lateReason: reason,
  })
  const { sessionId } = scheduled.events[0]!.data as { sessionId: string }
  const invited = [memberId, ...others.slice(1).map((one) => one.memberId)]
  await staff.send(c.InviteParticipants, {
    sessionId,
    members: invited.map((id) => ({ memberId: id, capacity: 'ATTENDEE' as const })),
    unitIds: [unitId],
  })
  await staff.send(c.SendNotice, { sessionId, lateReason: reason })
  await staff.send(c.OpenCheckIn, { sessionId })
  const came = [...others.slice(0, 20).map((one) => one.memberId), unitId]
  await staff.send(c.RecordAttendance, {
    sessionId,
    entries: came.map((participantId) => ({ participantId, attendance: 'PRESENT' as const })),
  })
  const ahead = from + HOUR + 60_000
  await moveClock(committee, ahead)
  const { names } = await staff.ask(directory.Resolve, { ids: [memberId] })
  return {
    sessionId,
    itemId: items[0]!.itemId,
    member: { id: memberId, name: names[0]!.name },
    other: { id: others[1]!.memberId, name: others[1]!.name },
    unit: { id: unitId, name: units.find((one) => one.unitId === unitId)!.name },
    ahead,
  }
}

/** 会后: a session that was held, with minutes under circulation, a promise and the draft of an outcome. */
export async function givenHeld(committee: Committee, title: string, from = 0, stranger?: string) {
  const given = await givenSession(committee, title, from, stranger)
  const { sessionId, itemId, unit } = given
  const staff = committee.side.as('consultation')
  const made = await staff.send(c.MakeCommitment, {
    sessionId,
    unitId: unit.id,
    promise: '6月底前完成太浦河沿岸排口整治。',
    dueOn: new Date(Date.now() + 60 * 24 * HOUR).toISOString().slice(0, 10),
  })
  await holdSession(committee, given)
  await staff.send(c.DraftMinutes, { sessionId, text: '会议通报了水体联保共治情况，委员作了发言。' })
  await staff.send(c.CirculateMinutes, {
    sessionId,
    answerBy: new Date(Date.now() + 72 * HOUR).toISOString().slice(0, 10),
  })
  const drafted = await staff.send(c.DraftOutcome, {
    itemId,
    sessionId,
    kind: 'RECOMMENDATION',
    title: '关于水体联保共治的建议案',
    suggestions: [{ text: '建立界河联合巡查机制。', unitId: unit.id }],
  })
  return {
    ...given,
    commitmentId: (made.events[0]!.data as { commitmentId: string }).commitmentId,
    outcomeId: (drafted.events[0]!.data as { outcomeId: string }).outcomeId,
  }
}

/** Records that a session that has begun was held. */
export async function holdSession({ side }: Committee, { sessionId, ahead }: GivenSession): Promise<void> {
  const endedAt = Date.now() + ahead - 5_000
  await side.as('consultation').send(c.HoldSession, {
    sessionId,
    startedAt: new Date(endedAt - HOUR / 2).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
  })
}

/** Sets the clock of the consultations ahead of now. */
export async function moveClock({ side }: Committee, ahead: number): Promise<void> {
  const answer = await fetch(`${side.urls.consultations}/ops/clock`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await side.token('operator')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ now: new Date(Date.now() + ahead).toISOString() }),
  })
  if (!answer.ok) throw new Error(`expected the clock to be set, got ${await answer.text()}`)
}
