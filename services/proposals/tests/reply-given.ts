import { proposals as c } from '@lianxie/contracts'
import type { TestService } from '@lianxie/service-kit/testing'
import { type Committee, content, day, file, givenSubmitted, idIn, review, submit, textHash } from './given.ts'
import { approve, countersign, draft, sign } from './handling-given.ts'

/** A version that everybody signed and the office approved. */
export async function ready(
  service: TestService,
  given: Committee,
  proposalId: string,
  unitId: string,
  resultClass: c.ResultClass = 'B',
): Promise<string> {
  const sha256 = await draft(service, given, proposalId, unitId, { resultClass })
  await countersign(service, given, proposalId, sha256)
  await sign(service, given, proposalId, unitId, sha256)
  await approve(service, given, proposalId, unitId, sha256)
  return sha256
}

/** An important case, which the committee's meeting files. */
export async function givenImportant(service: TestService, given: Committee): Promise<string> {
  const proposalId = await givenSubmitted(service, given)
  await review(service, given, proposalId)
  await service.send(
    c.FileProposal,
    {
      proposalId,
      forum: 'COMMITTEE_MEETING',
      decidedOn: day(service),
      category: 'SOCIETY',
      leadUnitId: given.unit.housing,
      isImportant: true,
    },
    { as: given.as.office },
  )
  return proposalId
}

/** A joint proposal that one of two invited members has signed. */
export async function givenJoint(service: TestService, given: Committee): Promise<string> {
  const { as, member } = given
  const proposalId = idIn(await service.send(c.DraftProposal, { kind: 'JOINT', ...content() }, { as: as.first }))
  await service.send(c.InviteCosigners, { proposalId, memberIds: [member.second, member.third] }, { as: as.first })
  const sha256 = await textHash(service, proposalId)
  await service.send(c.CosignProposal, { proposalId, sha256 }, { as: as.second })
  await submit(service, proposalId, as.first)
  await review(service, given, proposalId)
  await file(service, given, proposalId)
  return proposalId
}

/** What was written on the way to a reply, in the words of these tests. */
const WRITTEN = ['专项规划', '立体车库', '王工', '0512-63000001', '副局长', '电话沟通', '管线', '跨部门']

/** Which of these words any event tells. */
export async function sayings(service: TestService): Promise<string[]> {
  const rows = await service.running.runtime.db.selectFrom('event').select('payload').execute()
  const told = rows.map(({ payload }) => payload.toString('utf8')).join('\n')
  return WRITTEN.filter((words) => told.includes(words))
}
