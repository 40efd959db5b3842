import { createHash, randomUUID } from 'node:crypto'
import { consultations as c, directory, type Role } from '@lianxie/contracts'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import { account, type TestService } from '@lianxie/service-kit/testing'
import { adopt, details, type Directory, givenDirectory, givenDraft, idIn, tell } from './plan-given.ts'

/** A small committee with members of the directory beside the cast: a chair of sessions, a secretary and another. */
export const givenCommittee = async (service: TestService) => givenMembers(service, await givenDirectory(service))

/** Adds members to a directory, known to the service when this returns. */
export async function givenMembers(service: TestService, given: Directory) {
  const id = {
    chair: randomUUID(),
    secretary: randomUUID(),
    third: randomUUID(),
    member: given.cast.member.memberId!,
    other: given.cast.otherMember.memberId!,
  }
  const ids = Object.values(id)
  await tell(
    service,
    ids.map((memberId) => directory.MemberRegistered({ memberId })),
  )
  const { db } = service.running.runtime
  await service.until(async () => {
    const known = await db.selectFrom('known_member').select('id').where('id', 'in', ids).execute()
    return known.length === ids.length
  })
  const as = {
    ...given.cast,
    leader: account('MEMBER', { memberId: id.chair }),
    secretary: account('MEMBER', { memberId: id.secretary }),
    third: account('MEMBER', { memberId: id.third }),
    proposals: account('STAFF_PROPOSAL'),
    lands: account('UNIT_HANDLER', { units: [given.unit.office] }),
  }
  for (const one of Object.values(as)) if (UPLOADERS.includes(one.role)) await upload(service, one)
  return { ...given, id, as }
}
export type Committee = Awaited<ReturnType<typeof givenCommittee>>

let year = 2022

/** An adopted plan of one item with this topic; each has a year of its own. */
export async function givenItem(service: TestService, given: Directory, topic = '水体联保共治'): Promise<string> {
  const { planId, itemIds } = await givenDraft(service, given, [details({ topic })], year)
  year += 1
  await adopt(service, given, planId)
  return itemIds[0]!
}

const DAY = 86_400_000

/** A session in two months, on the service's clock. */
export const inTwoMonths = (service: TestService) => {
  const startsAt = new Date(service.clock.now().getTime() + 60 * DAY)
  startsAt.setUTCHours(1, 0, 0, 0)
  return { startsAt: startsAt.toISOString(), endsAt: new Date(startsAt.getTime() + 2 * 3_600_000).toISOString() }
}

/** A scheduled session of an item, its chair invited. */
export async function givenSession(service: TestService, { as, id }: Committee, itemId: string): Promise<string> {
  const answer = await service.send(
    c.ScheduleSession,
    {
      itemId,
      title: '水体联保共治专题协商会',
      ...inTwoMonths(service),
      place: '区政协三楼会议室',
      chairMemberId: id.chair,
      agenda: ['通报情况', '委员发言', '部门回应'],
    },
    { as: as.consultation },
  )
  return idIn(answer)
}

/** A session to which members and a unit were invited and told so. */
export async function givenNotified(service: TestService, given: Committee, itemId: string): Promise<string> {
  const { as, id, unit } = given
  const sessionId = await givenSession(service, given, itemId)
  const members = [id.member, id.other, id.third].map((memberId) => ({ memberId }))
  await service.send(c.InviteParticipants, { sessionId, members, unitIds: [unit.water] }, { as: as.consultation })
  await service.send(c.SendNotice, { sessionId }, { as: as.consultation })
  return sessionId
}

/** Moves the service's clock to the middle of the session. */
export async function duringSession(service: TestService, sessionId: string): Promise<void> {
  const { starts_at } = await service.running.runtime.db
    .selectFrom('session')
    .select('starts_at')
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  service.clock.set(new Date(starts_at.getTime() + 3_600_000))
}

/** A session that was held with its chair, a member and the unit. */
export async function givenHeld(service: TestService, given: Committee, itemId: string): Promise<string> {
  const { as, id, unit } = given
  const sessionId = await givenNotified(service, given, itemId)
  await duringSession(service, sessionId)
  const present = [id.chair, id.member, unit.water].map((participantId) => ({
    participantId,
    attendance: 'PRESENT' as const,
  }))
  await service.send(c.RecordAttendance, { sessionId, entries: present }, { as: as.consultation })
  await hold(service, given, sessionId)
  return sessionId
}

/** Records that a session which is under way has ended. */
export async function hold(service: TestService, { as }: Committee, sessionId: string): Promise<void> {
  const now = service.clock.now()
  await service.send(
    c.HoldSession,
    { sessionId, startedAt: new Date(now.getTime() - 3_600_000).toISOString(), endedAt: now.toISOString() },
    { as: as.consultation },
  )
}

const CONTENT = '太浦河水质情况通报'

const UPLOADERS: readonly Role[] = ['STAFF_CONSULTATION', 'STAFF_OFFICE', 'MEMBER', 'UNIT_HANDLER', 'UNIT_LEADER']

/** A file that each of them has uploaded. */
export const file = (name = '情况通报') => ({
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
  name,
  size: Buffer.byteLength(CONTENT),
  mediaType: 'text/plain',
})

/** Uploads a file as somebody. */
export const upload = (service: TestService, as: TestAccount, content = CONTENT): Promise<Response> =>
  service.fetch('/consultations/files', {
    method: 'PUT',
    body: content,
    headers: { 'content-type': 'text/plain' },
    as,
  })

/** The state of a plan item. */
export async function itemState(service: TestService, itemId: string): Promise<string> {
  const { state } = await service.running.runtime.db
    .selectFrom('plan_item')
    .select('state')
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow()
  return state
}
