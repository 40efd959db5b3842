import { createHash, randomUUID } from 'node:crypto'
import { directory, type Fact, supervision as c } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'

/** The directory of a small committee, known to the service when this returns, with an account of each role. */
export async function givenCommittee(service: TestService) {
  const body = { committee: randomUUID() }
  const sector = { education: randomUUID() }
  const unit = { water: randomUUID(), traffic: randomUUID(), housing: randomUUID() }
  const member = { first: randomUUID(), second: randomUUID(), third: randomUUID(), fourth: randomUUID() }
  const formedOn = '2022-01-01'
  const unitNamed = (unitId: string, name: string) =>
    directory.UnitRegistered({
      unitId,
      name,
      unitKind: 'HANDLING_UNIT',
      side: 'GOVERNMENT',
      duties: [],
      registeredOn: formedOn,
    })
  await tell(service, [
    directory.BodyFormed({ bodyId: body.committee, bodyKind: 'SPECIAL_COMMITTEE', name: '社会法制委员会', formedOn }),
    directory.SectorDefined({ sectorId: sector.education, name: '教育界', definedOn: formedOn }),
    unitNamed(unit.water, '区水务局'),
    unitNamed(unit.traffic, '区交通运输局'),
    unitNamed(unit.housing, '区住房和城乡建设局'),
    ...Object.values(member).flatMap((memberId) => [
      directory.MemberRegistered({ memberId }),
      directory.TermBegun({ memberId, termNumber: 16, sectorId: sector.education, beganOn: formedOn }),
    ]),
  ])
  const { db } = service.running.runtime
  await service.until(async () => {
    const known = await db.selectFrom('known_member').where('sector_id', 'is not', null).select('id').execute()
    const units = await db.selectFrom('known_unit').select('id').execute()
    const bodies = await db.selectFrom('known_body').select('id').execute()
    return known.length === 4 && units.length === 3 && bodies.length === 2
  })
  const as = {
    first: account('MEMBER', { memberId: member.first }),
    second: account('MEMBER', { memberId: member.second }),
    third: account('MEMBER', { memberId: member.third }),
    fourth: account('MEMBER', { memberId: member.fourth }),
    office: { ...account('STAFF_CONSULTATION'), id: 'staff-consultation-1' },
    generalOffice: account('STAFF_OFFICE'),
    chair: account('CHAIR'),
    supervision: account('SUPERVISION_OFFICE'),
    water: account('UNIT_HANDLER', { units: [unit.water] }),
    waterLeader: account('UNIT_LEADER', { units: [unit.water] }),
    traffic: account('UNIT_HANDLER', { units: [unit.traffic] }),
    trafficLeader: account('UNIT_LEADER', { units: [unit.traffic] }),
    housing: account('UNIT_HANDLER', { units: [unit.housing] }),
    housingLeader: account('UNIT_LEADER', { units: [unit.housing] }),
    auditor: account('AUDITOR'),
  }
  return { body, sector, unit, member, as }
}
export type Committee = Awaited<ReturnType<typeof givenCommittee>>
type Account = Committee['as']['first']

/** Publishes events of other services, in order. */
export async function tell(service: TestService, facts: readonly Fact[]): Promise<void> {
  for (const fact of facts) await service.emit(fact)
}

/** The service's day in Asia/Shanghai, moved by `days`. */
export const day = (service: TestService, days = 0): string =>
  new Date(service.clock.now().getTime() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10)

/** The id of what a command made or changed, from its first event. */
export const idIn = ({ events }: { events: { aggregate: string }[] }): string => events[0]!.aggregate.split('/')[1]!

/** The code with which a request was turned down, or `done`. */
export const refusalOf = async (reply: Promise<{ status: number; body: { code: string } }>) => {
  const { status, body } = await reply
  return status < 400 ? 'done' : body.code
}

/** 监督方案. */
export const project = (service: TestService, { unit }: Committee, change: object = {}) => ({
  form: 'TOPICAL' as const,
  topic: '城区河道水环境整治专项监督',
  year: 2022,
  startsOn: day(service),
  endsOn: day(service, 120),
  unitIds: [unit.water, unit.traffic],
  plan: '每月走访一次，年底形成监督报告。',
  ...change,
})

/** A topical group of the first three members, led by the first. */
export async function givenGroup(
  service: TestService,
  { as, member }: Committee,
  change: object = {},
): Promise<string> {
  return idIn(
    await service.send(
      c.FormGroup,
      {
        kind: 'TOPICAL',
        name: '水环境监督小组',
        leaderId: member.first,
        memberIds: [member.second, member.third],
        fromOn: day(service, -30),
        untilOn: day(service, 700),
        ...change,
      },
      { as: as.office },
    ),
  )
}

/** A project that was agreed to. */
export async function givenPlanned(service: TestService, given: Committee, change: object = {}): Promise<string> {
  const { as } = given
  const projectId = idIn(await service.send(c.ProposeProject, project(service, given, change), { as: as.office }))
  await service.send(c.ApproveProject, approval(service, projectId), { as: as.generalOffice })
  return projectId
}

/** 审定. */
export const approval = (service: TestService, projectId: string) => ({
  projectId,
  meeting: '第三次主席会议',
  decidedOn: day(service, -2),
  consentedOn: day(service, -1),
  consentDocument: '区委办〔2022〕12号',
})

/** A project with its group, ready to be visited. */
export async function givenReady(service: TestService, given: Committee, change: object = {}) {
  const projectId = await givenPlanned(service, given, change)
  const groupId = await givenGroup(service, given)
  await service.send(c.AssignGroups, { projectId, groupIds: [groupId] }, { as: given.as.office })
  return { projectId, groupId }
}

/** 走访. */
export const visit = (
  service: TestService,
  { member, unit }: Committee,
  { projectId, groupId }: { projectId: string; groupId: string },
  change: object = {},
) => ({
  visitId: randomUUID(),
  projectId,
  groupId,
  kind: 'OPEN_VISIT' as const,
  place: '城北河沿线',
  unitIds: [unit.water],
  heldAt: service.clock.now().toISOString(),
  memberIds: [member.first, member.second],
  notes: '沿河步行查看三处排口。',
  ...change,
})

/** 走访安排, for three days ahead. */
export const planned = (
  service: TestService,
  { unit }: Committee,
  { projectId, groupId }: { projectId: string; groupId: string },
  change: object = {},
) => ({
  visitId: randomUUID(),
  projectId,
  groupId,
  kind: 'OPEN_VISIT' as const,
  place: '城北河沿线',
  unitIds: [unit.water],
  startsAt: new Date(service.clock.now().getTime() + 3 * 86_400_000).toISOString(),
  purpose: '查看排口整治进度。',
  ...change,
})

/** 问题. */
export const finding = ({ unit }: Committee, visitId: string, change: object = {}) => ({
  findingId: randomUUID(),
  visitId,
  severity: 'SERIOUS' as const,
  subject: '雨污混接',
  unitId: unit.water,
  fact: '城北河三号排口晴天有污水流出。',
  basis: '《城镇排水与污水处理条例》',
  suggestion: '限期排查并改造管网。',
  ...change,
})

/** A project that was visited once, with findings. */
export async function givenVisited(
  service: TestService,
  given: Committee,
  { findings = 1, by }: { findings?: number; by?: Account } = {},
) {
  const ready = await givenReady(service, given)
  const as = by ?? given.as.first
  const { visitId, ...rest } = visit(service, given, ready)
  await service.send(c.RecordVisit, { visitId, ...rest }, { as })
  const findingIds: string[] = []
  for (let n = 0; n < findings; n += 1) {
    const { findingId, ...words } = finding(given, visitId)
    await service.send(c.RaiseFinding, { findingId, ...words }, { as })
    findingIds.push(findingId)
  }
  return { ...ready, visitId, findingIds }
}

export async function stateOf(service: TestService, projectId: string): Promise<string> {
  const row = await service.running.runtime.db
    .selectFrom('project')
    .select('state')
    .where('id', '=', projectId)
    .executeTakeFirstOrThrow()
  return row.state
}

/** A file that was uploaded, as commands refer to it. */
export async function upload(service: TestService, as: Account, content = '监督照片'): Promise<object> {
  const bytes = Buffer.from(`%PDF-1.4\n${content}\n%%EOF`)
  const response = await service.fetch('/supervision/files', { method: 'PUT', body: bytes, as })
  if (response.status !== 200) throw new Error(`the file was refused: ${await response.text()}`)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { sha256, name: '现场记录.pdf', size: bytes.length, mediaType: 'application/pdf' }
}
