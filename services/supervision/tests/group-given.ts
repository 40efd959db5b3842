import { supervision as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { type Committee, day, idIn } from './given.ts'

/** A resident group at the water department: led by the first member, with the second. */
export async function givenResident(
  service: TestService,
  { as, member, unit }: Committee,
  change: object = {},
): Promise<string> {
  const group = {
    kind: 'RESIDENT' as const,
    name: '派驻区水务局民主监督员小组',
    unitId: unit.water,
    leaderId: member.first,
    memberIds: [member.second],
    fromOn: day(service, -30),
    untilOn: day(service, 700),
  }
  return idIn(await service.send(c.FormGroup, { ...group, ...change }, { as: as.office }))
}

/** A certificate of a member, with the code that is printed on it. */
export async function givenCertificate(service: TestService, { as }: Committee, groupId: string, memberId: string) {
  const { events } = await service.send(c.IssueCertificate, { groupId, memberId }, { as: as.office })
  const { certificateId } = events[0]!.data as { certificateId: string }
  return { certificateId, code: await codeOf(service, certificateId) }
}

export async function codeOf(service: TestService, certificateId: string): Promise<string> {
  const { db } = service.running.runtime
  const row = await db.selectFrom('certificate').select('code').where('id', '=', certificateId).executeTakeFirst()
  return row!.code as string
}
