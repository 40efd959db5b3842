import { randomUUID } from 'node:crypto'
import { joint, proposals } from '@lianxie/contracts'
import { readEvidence, verifyEvidence } from '@lianxie/joint-protocol'
import { account, replayEquality } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { carry, found, meet, office, reply, sampleFact, type Side, startSide, textOf } from './world.ts'

let qingpu: Side
let wujiang: Side
let jiashan: Side
let sides: Side[]
let compactId: string

beforeAll(async () => {
  sides = await Promise.all([startSide('青浦区'), startSide('吴江区'), startSide('嘉善县')])
  ;[qingpu, wujiang, jiashan] = sides as [Side, Side, Side]
  compactId = await found(sides)
}, 120_000)
afterAll(async () => {
  for (const side of sides) await side[Symbol.asyncDispose]()
})

const resultsOf = async ({ service }: Side, jointKey: string) => {
  const { items } = await service.ask(joint.ProposalResults, { compactId, jointKey }, { as: office })
  return items.flatMap(({ results }) =>
    results.map(({ committee, resultClass, repliedOn, round }) => ({ committee, resultClass, repliedOn, round })),
  )
}
const unpublished = async ({ service }: Side) =>
  (await service.ask(joint.UnpublishedResults, { compactId }, { as: office })).items
const refusedAs = async ({ service }: Side, jointKey: string, where = compactId) =>
  (await service.try(joint.DraftProposalResult, { compactId: where, jointKey }, { as: office })).body.code
const toldOf = ({ service }: Side, jointKey: string, count: number) =>
  service.until(async () => {
    const events = await service.events(joint.ProposalResultPublished)
    const ofKey = events.filter((event) => event.jointKey === jointKey)
    return ofKey.length >= count && ofKey
  })

describe('联合提案', () => {
  const jointKey = randomUUID()
  let entryId: string

  test('an own result waits to be told, and nothing leaves by itself', async () => {
    const proposalId = randomUUID()
    await reply(wujiang, { jointKey, proposalId, caseClass: 'A', sentOn: '2022-06-01' })

    expect(await unpublished(wujiang)).toEqual([
      {
        compactId,
        compactName: '青吴嘉政协联动协商机制',
        jointKey,
        proposalId,
        resultClass: 'A',
        repliedOn: '2022-06-01',
        round: 1,
        draftId: null,
      },
    ])
    await meet(compactId, sides)
    expect(await resultsOf(qingpu, jointKey)).toEqual([])
  })

  test('what is shown before it leaves are the four fields, and they are what is signed', async () => {
    const draft = await wujiang.prepare(joint.DraftProposalResult, { compactId, jointKey })
    const body = { act: 'proposal-result', jointKey, resultClass: 'A', repliedOn: '2022-06-01', round: 1 }

    expect(JSON.parse(draft.content)).toEqual(body)
    expect(draft.recipients).toEqual(sides.map(({ committee }) => committee).sort())
    expect(draft.needsChair).toBe(false)
    expect((await unpublished(wujiang))[0]!.draftId).toBe(draft.draftId)

    entryId = await wujiang.let(draft)
    await carry(compactId, wujiang, qingpu, jiashan)

    for (const { service } of sides) {
      const { raw, opened } = await service.running.runtime.db
        .selectFrom('entry')
        .select(['raw', 'opened'])
        .where('entry_id', '=', entryId)
        .executeTakeFirstOrThrow()
      const { salt, ...signed } = JSON.parse((opened as Buffer).toString('utf8')) as { salt: string }
      expect(salt).toMatch(/^[0-9a-f]{32}$/)
      expect(signed).toEqual({ body })
      expect((raw as Buffer).toString('utf8')).not.toContain(jointKey)
    }
  })

  test('each side answers its own, and the third sees both side by side', async () => {
    await reply(qingpu, { jointKey, caseClass: 'PLANNED', sentOn: '2022-06-20' })
    await qingpu.release(joint.DraftProposalResult, { compactId, jointKey })
    await carry(compactId, qingpu, wujiang, jiashan)

    const both = [
      { committee: qingpu.committee, resultClass: 'PLANNED', repliedOn: '2022-06-20', round: 1 },
      { committee: wujiang.committee, resultClass: 'A', repliedOn: '2022-06-01', round: 1 },
    ].sort((a, b) => (a.committee < b.committee ? -1 : 1))
    for (const side of sides) {
      expect(await resultsOf(side, jointKey)).toEqual(both)
      const told = await toldOf(side, jointKey, 2)
      expect(told).toHaveLength(2)
      expect(told).toEqual(
        expect.arrayContaining(
          both.map(({ committee, ...result }) => expect.objectContaining({ side: committee, compactId, ...result })),
        ),
      )
    }
    expect(await unpublished(jiashan)).toEqual([])
  })

  test('a result is told once; without one there is nothing to tell', async () => {
    expect(await unpublished(wujiang)).toEqual([])
    expect(await refusedAs(wujiang, jointKey)).toBe('result.published')
    expect(await refusedAs(jiashan, jointKey)).toBe('result.not_found')
  })

  test('a later round supersedes, and a draft of the earlier one does not leave any more', async () => {
    const other = randomUUID()
    await reply(wujiang, { jointKey: other, caseClass: 'C', sentOn: '2022-06-02' })
    const early = await wujiang.prepare(joint.DraftProposalResult, { compactId, jointKey: other })
    await reply(wujiang, { jointKey: other, caseClass: 'B', sentOn: '2022-07-02', round: 2 })
    await wujiang.service.until(async () => (await unpublished(wujiang))[0]?.round === 2)
    const again = await wujiang.prepare(joint.DraftProposalResult, { compactId, jointKey: other })
    const release = async ({ draftId, contentHash }: typeof early) =>
      (await wujiang.service.try(joint.ReleaseDraft, { draftId, contentHash }, { as: office })).body.code

    expect(await release(early)).toBe('result.superseded')
    await wujiang.let(again)
    expect(await release(early)).toBe('result.superseded')
    // Two drafts of one result: the second is not signed again.
    const third = randomUUID()
    await reply(wujiang, { jointKey: third, caseClass: 'B', sentOn: '2022-07-02' })
    const one = await wujiang.prepare(joint.DraftProposalResult, { compactId, jointKey: third })
    const two = await wujiang.prepare(joint.DraftProposalResult, { compactId, jointKey: third })
    const answers = await Promise.all([release(one), release(two)])
    expect(answers.filter((code) => code !== undefined)).toEqual(['result.published'])

    await meet(compactId, sides)
    expect(await resultsOf(jiashan, other)).toEqual([
      { committee: wujiang.committee, resultClass: 'B', repliedOn: '2022-07-02', round: 2 },
    ])
  })

  test('a reply that is not the last of its round tells nothing, and an earlier one heard late changes nothing', async () => {
    const other = randomUUID()
    const late = { jointKey: other, proposalId: randomUUID() }
    await reply(jiashan, { ...late, caseClass: 'B', sentOn: '2022-07-02', round: 2 })
    await jiashan.service.emit(
      sampleFact(proposals.ReplySent, { ...late, caseClass: 'D', sentOn: '2022-06-02', round: 1 }),
    )
    await jiashan.service.emit(
      sampleFact(proposals.ReplySent, { ...late, caseClass: undefined, sentOn: '2022-08-02', round: 3 }),
    )
    // Heard in order: once the last is here, the others were.
    await reply(jiashan, { jointKey: randomUUID(), caseClass: 'A', sentOn: '2022-08-03' })

    const items = await unpublished(jiashan)
    expect(items.find((item) => item.jointKey === other)).toMatchObject({ resultClass: 'B', round: 2 })
  })

  test('a proposal that was merged into another is answered with its case, whichever is heard of first', async () => {
    const [key, later, caseId] = [randomUUID(), randomUUID(), randomUUID()]
    const original = (proposalId: string) => ({ proposalId, lead: { kind: 'MEMBER', id: randomUUID() }, cosigners: [] })
    const [first, second] = [randomUUID(), randomUUID()]
    const submitted = (proposalId: string, jointKey: string) =>
      jiashan.service.emit(sampleFact(proposals.ProposalSubmitted, { proposalId, jointKey }))

    await submitted(first, key)
    await jiashan.service.emit(
      sampleFact(proposals.ReplySent, {
        proposalId: caseId,
        jointKey: undefined,
        originals: [original(caseId), original(first), original(second)],
        caseClass: 'B',
        sentOn: '2022-06-07',
        round: 1,
      }),
    )
    await submitted(second, later)
    await jiashan.service.until(async () => (await unpublished(jiashan)).some(({ jointKey }) => jointKey === later))

    const waiting = (await unpublished(jiashan)).filter(({ repliedOn }) => repliedOn === '2022-06-07')
    expect(waiting).toHaveLength(2)
    expect(waiting).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ jointKey: key, proposalId: first, resultClass: 'B' }),
        expect.objectContaining({ jointKey: later, proposalId: second, resultClass: 'B' }),
      ]),
    )
  })

  test('a class that was upgraded since is told anew, of the same reply', async () => {
    const [other, proposalId] = [randomUUID(), randomUUID()]
    const told = { committee: jiashan.committee, repliedOn: '2022-06-05', round: 1 }
    await reply(jiashan, { jointKey: other, proposalId, caseClass: 'B', sentOn: '2022-06-05' })
    await jiashan.release(joint.DraftProposalResult, { compactId, jointKey: other })
    const stale = await refusedAs(jiashan, other)

    await jiashan.service.emit(sampleFact(proposals.ResultUpgraded, { proposalId, caseClass: 'A' }))
    await jiashan.service.until(async () =>
      (await unpublished(jiashan)).some((item) => item.jointKey === other && item.resultClass === 'A'),
    )
    await jiashan.release(joint.DraftProposalResult, { compactId, jointKey: other })
    await carry(compactId, jiashan, qingpu)

    expect(stale).toBe('result.published')
    expect(await resultsOf(qingpu, other)).toEqual([{ ...told, resultClass: 'A' }])
  })

  test('anybody verifies a result offline, and its file tells of no other', async () => {
    const { file } = await jiashan.service.ask(joint.ProposalResultEvidence, { compactId, entryId }, { as: office })

    const report = verifyEvidence(Buffer.from(file))

    expect(report).toMatchObject({ ok: true, signedBy: [{ committee: wujiang.committee, entry: entryId }] })
    expect(report.steps.find(({ name }) => name === 'result')!.zh).toContain(
      `于 2022-06-01 答复联合提案 ${jointKey}（第 1 次），办理结果：A 类`,
    )
    expect([...readEvidence(Buffer.from(file))!.opened.keys()]).toEqual([entryId])
    const none = await jiashan.service.tryAsk(
      joint.ProposalResultEvidence,
      { compactId, entryId: 'f'.repeat(64) },
      { as: office },
    )
    expect([none.status, none.body.code]).toEqual([404, 'entry.not_found'])
  })

  test('the office of proposals reads results and tells none', async () => {
    const as = account('STAFF_PROPOSAL')
    const { items } = await wujiang.service.ask(joint.ProposalResults, { compactId, jointKey }, { as })
    const refused = await wujiang.service.try(joint.DraftProposalResult, { compactId, jointKey }, { as })

    expect(items[0]!.results).toHaveLength(2)
    expect([refused.status, refused.body.code]).toEqual([403, 'auth.forbidden'])
  })
})

test('a compact that does not list summaries hears of no result', async () => {
  const jointKey = randomUUID()
  const silent = await found(sides, await textOf(sides, { name: '只商议不通报', crossing: ['PUBLIC', 'JOINT'] }))
  await reply(qingpu, { jointKey, caseClass: 'A', sentOn: '2022-06-01' })

  expect(await refusedAs(qingpu, jointKey, silent)).toBe('class.not_listed')
  const { items } = await qingpu.service.ask(joint.UnpublishedResults, { limit: 200 }, { as: office })
  expect(items.filter((item) => item.jointKey === jointKey).map((item) => item.compactId)).toEqual([compactId])
  expect((await qingpu.service.ask(joint.Drafts, { compactId: silent }, { as: office })).items).toEqual([])
})

test('after a restart nothing is told twice, and a rebuild gives the same tables', async () => {
  const before = await jiashan.service.events(joint.ProposalResultPublished)
  await jiashan.restart()
  await jiashan.service.ask(joint.Entries, { compactId }, { as: office })

  expect((await replayEquality(jiashan.service, jiashan.definition)).differences).toEqual([])
  expect(await jiashan.service.events(joint.ProposalResultPublished)).toHaveLength(before.length)
})
