import type { Committee } from '@lianxie/browser/committee'
import { createClient } from '@lianxie/client'
import { proposals as p } from '@lianxie/contracts'
import { signIn, whomOf } from '@lianxie/local/demo'

const dayIn = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)

/** 待评价的一件: the case of the sample that its unit handles, met, answered, signed by its leader and sent. Answers its id. */
export async function repliedCase({ side, url }: Committee): Promise<string> {
  const unit = side.as('unit')
  const { items } = await unit.ask(p.UnitInbox, { limit: 1, state: 'ACCEPTED' })
  const { proposal, unitId } = items[0]!
  const about = { proposalId: proposal.proposalId, unitId }
  const { member } = await whomOf(side)
  await unit.send(p.NameHandler, { ...about, leaderPost: '副局长', handlers: ['unit'] })
  await unit.send(p.RecordMeeting, {
    ...about,
    way: 'VISIT',
    stage: 'BEFORE',
    heldOn: dayIn(0),
    proposerIds: [member!.member!],
    summary: '上门听取意见，说明办理思路。',
  })
  const { events } = await unit.send(p.DraftReply, {
    ...about,
    letter: '您提出的建议收悉，现答复如下：已编制管网补建计划。',
    resultClass: 'B',
    documentNumber: '吴水提复〔2026〕3号',
    signerPost: '局长',
    contactPerson: '经办科室',
    contactPhone: '000-00000000',
    promises: [{ text: '补建两处接户管网。', dueOn: dayIn(200) }],
  })
  const { sha256 } = events[0]!.data as { sha256: string }
  // The leader signs with an authenticator, which the demo leaves for its owner to enrol.
  const who = (await side.people.credentials())['leader']!
  const leader = await signIn(side.urls.identity, url, who)
  await leader.enrol(who.password, () => Promise.resolve())
  const signing = createClient({ services: side.urls, token: () => leader.token() })
  await signing.send(p.SignReply, { ...about, sha256, as: 'HEAD' })
  await side.as('supervision').send(p.ReviewReply, { ...about, sha256, verdict: 'APPROVED' })
  await unit.send(p.SendReply, { ...about, sha256 })
  return proposal.proposalId
}
