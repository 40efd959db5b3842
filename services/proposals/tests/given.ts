import { createHash, randomUUID } from 'node:crypto'
import { consultations, directory, type Fact, proposals as c } from '@lianxie/contracts'
import { account, type TestService } from '@lianxie/service-kit/testing'

/** The directory of a small committee, known to the service when this returns, with an account of each role. */
export async function givenCommittee(service: TestService) {
  const body = { league: randomUUID(), committee: randomUUID(), group: randomUUID() }
  const sector = { education: randomUUID() }
  const unit = { water: randomUUID(), traffic: randomUUID(), housing: randomUUID(), parks: randomUUID() }
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
    directory.BodyFormed({ bodyId: body.league, bodyKind: 'DEMOCRATIC_PARTY', name: '民盟基层委员会', formedOn }),
    directory.BodyFormed({ bodyId: body.committee, bodyKind: 'SPECIAL_COMMITTEE', name: '提案委员会', formedOn }),
    directory.BodyFormed({ bodyId: body.group, bodyKind: 'MEMBER_GROUP', name: '第一委员小组', formedOn }),
    directory.SectorDefined({ sectorId: sector.education, name: '教育界', definedOn: formedOn }),
    unitNamed(unit.water, '区水务局'),
    unitNamed(unit.traffic, '区交通运输局'),
    unitNamed(unit.housing, '区住房和城乡建设局'),
    unitNamed(unit.parks, '区园林绿化局'),
    ...Object.values(member).flatMap((memberId) => [
      directory.MemberRegistered({ memberId }),
      directory.TermBegun({ memberId, termNumber: 16, sectorId: sector.education, beganOn: formedOn }),
    ]),
    directory.MemberAppointed({
      memberId: member.fourth,
      postId: randomUUID(),
      bodyId: body.group,
      post: 'CONVENOR',
      beganOn: formedOn,
    }),
  ])
  const { db } = service.running.runtime
  await service.until(async () => {
    const known = await db.selectFrom('known_member').where('sector_id', 'is not', null).select('id').execute()
    const units = await db.selectFrom('known_unit').select('id').execute()
    const bodies = await db.selectFrom('known_body').select('id').execute()
    const posts = await db.selectFrom('known_post').select('id').execute()
    return known.length === 4 && units.length === 4 && bodies.length === 4 && posts.length === 1
  })
  const as = {
    first: account('MEMBER', { memberId: member.first }),
    second: account('MEMBER', { memberId: member.second }),
    third: account('MEMBER', { memberId: member.third }),
    convenor: account('MEMBER', { memberId: member.fourth }),
    clerk: account('GROUP_CLERK', { units: [body.league, sector.education, body.group] }),
    office: { ...account('STAFF_PROPOSAL'), id: 'staff-proposal-1' },
    colleague: { ...account('STAFF_PROPOSAL'), id: 'staff-proposal-2' },
    generalOffice: account('STAFF_OFFICE'),
    chair: account('CHAIR'),
    supervision: account('SUPERVISION_OFFICE'),
    water: account('UNIT_HANDLER', { units: [unit.water] }),
    waterLeader: account('UNIT_LEADER', { units: [unit.water] }),
    traffic: account('UNIT_HANDLER', { units: [unit.traffic] }),
    trafficLeader: account('UNIT_LEADER', { units: [unit.traffic] }),
    housing: account('UNIT_HANDLER', { units: [unit.housing] }),
    housingLeader: account('UNIT_LEADER', { units: [unit.housing] }),
    parks: account('UNIT_HANDLER', { units: [unit.parks] }),
    parksLeader: account('UNIT_LEADER', { units: [unit.parks] }),
    auditor: account('AUDITOR'),
    analyst: account('ANALYST'),
  }
  return { body, sector, unit, member, as }
}
export type Committee = Awaited<ReturnType<typeof givenCommittee>>

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

let session = 0

/** A plenary session that is under way; each has a number of its own. */
export async function givenIntake(service: TestService, { as }: Committee): Promise<string> {
  session += 1
  const opened = await service.send(
    c.OpenIntake,
    {
      termNumber: 10 + Math.floor(session / 20),
      sessionNumber: 1 + (session % 20),
      opensOn: day(service, -1),
      deadlineOn: day(service, 2),
      closesOn: day(service, 3),
    },
    { as: as.office },
  )
  return idIn(opened)
}

/** 提案正文. */
export const content = (subject = '关于加快老旧小区停车设施建设的建议') => ({
  subject,
  problem: '老旧小区停车位缺口大，乱停车堵塞消防通道。',
  analysis: '建设年代早，配建标准低，部门之间缺少统筹。',
  suggestions: ['利用边角地建设立体停车库。', '推动机关单位停车场夜间开放。'],
})

/** The hash of the text that stands. */
export async function textHash(service: TestService, proposalId: string): Promise<string> {
  const row = await service.running.runtime.db
    .selectFrom('proposal')
    .select('text_sha256')
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow()
  return row.text_sha256
}

export async function stateOf(service: TestService, proposalId: string): Promise<string> {
  const row = await service.running.runtime.db
    .selectFrom('proposal')
    .select('state')
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow()
  return row.state
}

type Account = Committee['as']['first']

/** An individual proposal that was submitted. */
export async function givenSubmitted(
  service: TestService,
  { as }: Committee,
  {
    subject,
    by = as.first,
    publishConsent = true,
    jointKey,
  }: { subject?: string; by?: Account; publishConsent?: boolean; jointKey?: string } = {},
): Promise<string> {
  const draft = { kind: 'INDIVIDUAL' as const, ...content(subject), ...(jointKey !== undefined && { jointKey }) }
  const proposalId = idIn(await service.send(c.DraftProposal, draft, { as: by }))
  await submit(service, proposalId, by, publishConsent)
  return proposalId
}

export async function submit(
  service: TestService,
  proposalId: string,
  by: Account,
  publishConsent = true,
): Promise<void> {
  const sha256 = await textHash(service, proposalId)
  const consent = publishConsent ? { publishConsent } : { publishConsent, noConsentReason: '涉及商业信息' }
  await service.send(c.SubmitProposal, { proposalId, sha256, contactPhone: '13800000000', ...consent }, { as: by })
}

/** Both reviews, in favour of filing. */
export async function review(service: TestService, { as, unit }: Committee, proposalId: string): Promise<void> {
  const verdict = {
    proposalId,
    verdict: 'FILE' as const,
    opinion: '内容具体，建议立案。',
    category: 'SOCIETY',
    leadUnitId: unit.housing,
    coUnitIds: [unit.traffic],
  }
  await service.send(c.ClaimReview, { proposalId }, { as: as.office })
  await service.send(c.PreReviewProposal, { ...verdict, sealChecked: true }, { as: as.office })
  await service.send(c.SecondReviewProposal, verdict, { as: as.colleague })
}

/** A proposal under its number. */
export async function givenFiled(
  service: TestService,
  given: Committee,
  options: { subject?: string; by?: Account; publishConsent?: boolean; jointKey?: string } = {},
): Promise<string> {
  const proposalId = await givenSubmitted(service, given, options)
  await review(service, given, proposalId)
  await file(service, given, proposalId)
  return proposalId
}

export async function file(service: TestService, { as, unit }: Committee, proposalId: string): Promise<void> {
  const { period, kind } = await service.running.runtime.db
    .selectFrom('proposal')
    .select(['period', 'kind'])
    .where('id', '=', proposalId)
    .executeTakeFirstOrThrow()
  const forum =
    kind === 'COLLECTIVE' ? 'COMMITTEE_MEETING' : period === 'SESSION' ? 'SESSION_GROUP' : ('DIRECTOR' as const)
  await service.send(
    c.FileProposal,
    {
      proposalId,
      forum,
      decidedOn: day(service),
      category: 'SOCIETY',
      leadUnitId: unit.housing,
      coUnitIds: [unit.traffic],
    },
    { as: as.office },
  )
}

const PAGE = '%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n'

/** A scanned page that was uploaded. */
export const page = (name = '盖章页') => ({
  sha256: createHash('sha256').update(PAGE).digest('hex'),
  name,
  size: Buffer.byteLength(PAGE),
  mediaType: 'application/pdf',
})

export const upload = (service: TestService, as: Account): Promise<Response> =>
  service.fetch('/proposals/files', {
    method: 'PUT',
    body: PAGE,
    headers: { 'content-type': 'application/pdf' },
    as,
  })

const NO_DEADLINE = {
  due: '2022-01-01T16:00:00.000Z',
  date: '2022-01-01',
  calendarKnown: true,
  unknownYears: [],
  steps: [],
}

/** A session that consultations told of, known to the service when this returns. */
export async function givenSession(service: TestService): Promise<string> {
  const sessionId = randomUUID()
  await service.emit(
    consultations.SessionScheduled({
      sessionId,
      itemId: randomUUID(),
      form: 'PROPOSAL_HANDLING',
      title: '停车设施提案办理协商会',
      startsAt: '2022-03-08T01:00:00.000Z',
      endsAt: '2022-03-08T03:00:00.000Z',
      place: '区政协三楼会议室',
      mode: 'ON_SITE',
      chairMemberId: randomUUID(),
      agenda: [],
      noticeDeadline: NO_DEADLINE,
      materialDeadline: NO_DEADLINE,
    }),
  )
  const { db } = service.running.runtime
  await service.until(() => db.selectFrom('known_session').select('id').where('id', '=', sessionId).executeTakeFirst())
  return sessionId
}
