import { proposals as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { type Committee, day, givenFiled } from './given.ts'

/** Who acts for a unit. */
export function unitAccounts({ as, unit }: Committee, unitId: string) {
  switch (unitId) {
    case unit.water:
      return { handler: as.water, leader: as.waterLeader }
    case unit.traffic:
      return { handler: as.traffic, leader: as.trafficLeader }
    case unit.housing:
      return { handler: as.housing, leader: as.housingLeader }
    case unit.parks:
      return { handler: as.parks, leader: as.parksLeader }
    default:
      throw new Error(`expected a unit of the small committee, got ${unitId}`)
  }
}

/** 住建局独办. */
export const sole = ({ unit }: Committee): c.Assignment => ({ mode: 'SOLE', unitId: unit.housing })
/** 住建局主办，其余三家会办. */
export const leadAndThree = ({ unit }: Committee): c.Assignment => ({
  mode: 'LEAD_CO',
  leadUnitId: unit.housing,
  coUnitIds: [unit.traffic, unit.water, unit.parks],
})
/** 住建局、交通局分办. */
export const separate = ({ unit }: Committee): c.Assignment => ({
  mode: 'SEPARATE',
  unitIds: [unit.housing, unit.traffic],
})

interface Assigning {
  /** Filed cases; one is filed where none is given. */
  proposalIds?: readonly string[]
  assignment?: c.Assignment
  fixedReplyOn?: string
}

/** Cases that were assigned, to one unit alone where nothing else is said. */
export async function givenAssigned(
  service: TestService,
  given: Committee,
  { proposalIds, assignment = sole(given), fixedReplyOn }: Assigning = {},
): Promise<string[]> {
  const ids = proposalIds ?? [await givenFiled(service, given)]
  for (const proposalId of ids) {
    await service.send(
      c.AssignProposal,
      { proposalId, assignment, ...(fixedReplyOn !== undefined && { fixedReplyOn }) },
      { as: given.as.supervision },
    )
  }
  return [...ids]
}

/** Cases that all their units have accepted, each with somebody who does the work. */
export async function givenHandling(
  service: TestService,
  given: Committee,
  options: Assigning = {},
): Promise<string[]> {
  const ids = await givenAssigned(service, given, options)
  for (const proposalId of ids) {
    for (const { unit_id: unitId } of await unitsOf(service, proposalId)) {
      const { handler: as } = unitAccounts(given, unitId)
      await service.send(c.AcceptAssignment, { proposalId, unitId }, { as })
      const people = { leaderPost: '副局长', handlers: [as.id] }
      await service.send(c.NameHandler, { proposalId, unitId, ...people }, { as })
    }
  }
  return ids
}

interface Replying extends Assigning {
  resultClass?: c.ResultClass
}

/** Cases whose units have replied to everybody: they wait for feedback. */
export async function givenReplied(service: TestService, given: Committee, options: Replying = {}): Promise<string[]> {
  const ids = await givenHandling(service, given, options)
  for (const proposalId of ids) await replyToCase(service, given, proposalId, options)
  return ids
}

/** Every unit that owes a reply sends it, in whatever round the case is. */
export async function replyToCase(
  service: TestService,
  given: Committee,
  proposalId: string,
  { resultClass = 'B' }: { resultClass?: c.ResultClass } = {},
): Promise<void> {
  for (const { unit_id: unitId, role, work } of await unitsOf(service, proposalId)) {
    if (role === 'CO' || work === 'REPLIED') continue
    await meet(service, given, proposalId, unitId)
    const sha256 = await draft(service, given, proposalId, unitId, { resultClass })
    await countersign(service, given, proposalId, sha256)
    await sign(service, given, proposalId, unitId, sha256)
    await approve(service, given, proposalId, unitId, sha256)
    await service.send(c.SendReply, { proposalId, unitId, sha256 }, { as: unitAccounts(given, unitId).handler })
  }
}

/** A visit to the lead proposer of every original. */
export async function meet(service: TestService, given: Committee, proposalId: string, unitId: string): Promise<void> {
  const leads = await service.running.runtime.db
    .selectFrom('proposal')
    .select('lead_id')
    .where((eb) => eb.or([eb('id', '=', proposalId), eb('merged_into', '=', proposalId)]))
    .execute()
  await service.send(
    c.RecordMeeting,
    {
      proposalId,
      unitId,
      way: 'VISIT',
      stage: 'BEFORE',
      heldOn: day(service),
      proposerIds: [...new Set(leads.map(({ lead_id }) => lead_id as string))],
      summary: '上门听取意见，说明办理思路。',
    },
    { as: unitAccounts(given, unitId).handler },
  )
}

/** 答复稿. */
export const letter = (service: TestService, resultClass: c.ResultClass = 'B') => ({
  letter: '您提出的建议收悉，现答复如下：已编制停车设施专项规划。',
  resultClass,
  documentNumber: '吴住建函〔2022〕15号',
  signerPost: '局长',
  contactPerson: '王工',
  contactPhone: '0512-63000001',
  ...(['A', 'SOLVED'].includes(resultClass) && { evidence: '新增车位三百个，已投入使用。' }),
  promises: ['B', 'PLANNED'].includes(resultClass) ? [{ text: '建成两座立体车库。', dueOn: day(service, 200) }] : [],
})

/** Writes a version of a reply, and gives the hash by which it is signed. */
export async function draft(
  service: TestService,
  given: Committee,
  proposalId: string,
  unitId: string,
  { resultClass = 'B', ...change }: { resultClass?: c.ResultClass; letter?: string } = {},
): Promise<string> {
  const { events } = await service.send(
    c.DraftReply,
    { proposalId, unitId, ...letter(service, resultClass), ...change },
    { as: unitAccounts(given, unitId).handler },
  )
  return (events[0]!.data as { sha256: string }).sha256
}

/** Every co-unit of the case stands by the reply. */
export async function countersign(
  service: TestService,
  given: Committee,
  proposalId: string,
  sha256: string,
): Promise<void> {
  for (const { unit_id: unitId, role } of await unitsOf(service, proposalId)) {
    if (role !== 'CO') continue
    await service.send(c.CountersignReply, { proposalId, unitId, sha256 }, { as: unitAccounts(given, unitId).leader })
  }
}

export const sign = (service: TestService, given: Committee, proposalId: string, unitId: string, sha256: string) =>
  service.send(c.SignReply, { proposalId, unitId, sha256, as: 'HEAD' }, { as: unitAccounts(given, unitId).leader })

export const approve = (service: TestService, given: Committee, proposalId: string, unitId: string, sha256: string) =>
  service.send(c.ReviewReply, { proposalId, unitId, sha256, verdict: 'APPROVED' }, { as: given.as.supervision })

/** The units that a case is with. */
export const unitsOf = (service: TestService, proposalId: string) =>
  service.running.runtime.db
    .selectFrom('proposal_assignment')
    .select(['unit_id', 'role', 'state', 'work', 'accepted_by', 'window_due', 'reply_due'])
    .where('proposal_id', '=', proposalId)
    .where('state', '<>', 'RELEASED')
    .orderBy('position')
    .execute()

/** The code with which a request was refused, or `done`. */
export async function refusalOf(reply: Promise<{ status: number; body: { code: string } }>): Promise<string> {
  const { status, body } = await reply
  return status < 400 ? 'done' : body.code
}
