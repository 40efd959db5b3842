import { randomUUID } from 'node:crypto'
import { joint } from '@lianxie/contracts'
import type { ServiceDefinition } from '@lianxie/service-kit'
import { expect, test } from 'vitest'
import { chair, found, meet, office, reply, type Side, startSide } from './world.ts'

/** Ends the next transactions that release a draft after they have signed, and before they commit. */
function failing(state: { times: number }) {
  return (definition: ServiceDefinition): ServiceDefinition => ({
    ...definition,
    apply: async (tx, event) => {
      if (event.type === joint.DraftReleased.type && event.actor !== 'joint' && state.times > 0) {
        state.times -= 1
        throw new Error('the power went')
      }
      await definition.apply(tx, event)
    },
  })
}

const topic = { title: '水体联保共治', summary: '太浦河沿线', form: '专题协商', year: 2022 }

const ownEntries = async ({ service, committee }: Side, compactId: string) =>
  (await service.ask(joint.Entries, { compactId, committee }, { as: office })).items

test('a release that failed after it signed, tried again, gives the same entry and signs nothing more', async () => {
  const power = { times: 0 }
  await using wujiang = await startSide('吴江区', failing(power))
  await using qingpu = await startSide('青浦区')
  const compactId = await found([qingpu, wujiang])
  const draft = await wujiang.prepare(joint.DraftTopic, { compactId, ...topic })
  power.times = 1
  const release = () =>
    wujiang.service.try(joint.ReleaseDraft, { draftId: draft.draftId, contentHash: draft.contentHash }, { as: office })

  expect((await release()).status).toBe(500)
  const again = await release()

  expect(again.status).toBe(200)
  const { entryId } = again.body.events[0]!.data as { entryId: string }
  // The next operation puts the entry back where everybody reads it.
  await wujiang.release(joint.DraftComment, { compactId, about: entryId, text: '补充' })
  const entries = await ownEntries(wujiang, compactId)
  expect(entries.map(({ seq, kind }) => [seq, kind])).toEqual([
    [2, 'comment'],
    [1, 'topic'],
  ])
  expect(entries[1]!.entryId).toBe(entryId)
  await meet(compactId, [qingpu, wujiang])
  expect((await ownEntries({ ...wujiang, service: qingpu.service }, compactId)).map((one) => one.entryId)).toEqual(
    entries.map((one) => one.entryId),
  )
})

test('a result whose release failed after it signed is told once, however often it is tried', async () => {
  const power = { times: 0 }
  await using wujiang = await startSide('吴江区', failing(power))
  await using qingpu = await startSide('青浦区')
  const compactId = await found([qingpu, wujiang])
  const jointKey = randomUUID()
  await reply(wujiang, { jointKey, caseClass: 'A', sentOn: '2022-06-01' })
  const { draftId, contentHash } = await wujiang.prepare(joint.DraftProposalResult, { compactId, jointKey })
  const release = () => wujiang.service.try(joint.ReleaseDraft, { draftId, contentHash }, { as: office })
  power.times = 1

  expect((await release()).status).toBe(500)
  const again = await release()

  expect(again.status).toBe(200)
  const { entryId } = again.body.events[0]!.data as { entryId: string }
  expect((await ownEntries(wujiang, compactId)).map((one) => one.entryId)).toEqual([entryId])
})

test('a release that failed after it signed and is not tried again is found to be released, once', async () => {
  const power = { times: 0 }
  await using wujiang = await startSide('吴江区', failing(power))
  await using qingpu = await startSide('青浦区')
  const compactId = await found([qingpu, wujiang])
  const draft = await wujiang.prepare(joint.DraftTopic, { compactId, ...topic })
  const twin = await wujiang.prepare(joint.DraftTopic, { compactId, ...topic })
  power.times = 1
  const { draftId, contentHash } = draft
  expect((await wujiang.service.try(joint.ReleaseDraft, { draftId, contentHash }, { as: office })).status).toBe(500)

  // Whatever comes in next puts it back.
  await qingpu.release(joint.DraftRotation, { compactId, step: { act: 'begin', year: 2022 } })
  await meet(compactId, [qingpu, wujiang])

  const shown = await wujiang.service.until(async () => {
    const { items } = await wujiang.service.ask(joint.Drafts, { compactId, state: 'RELEASED' }, { as: office })
    return items.length > 0 && items
  })
  expect(shown).toHaveLength(1)
  const entries = await ownEntries(wujiang, compactId)
  expect(entries.map(({ entryId, seq }) => [entryId, seq])).toEqual([[shown[0]!.entryId, 1]])
  // The other draft of the same words still waits: one signature lets go one draft.
  const prepared = await wujiang.service.ask(joint.Drafts, { compactId, state: 'PREPARED' }, { as: office })
  expect(prepared.items.map((one) => one.contentHash)).toEqual([contentHash])
  expect(new Set([draft.draftId, twin.draftId])).toContain(prepared.items[0]!.draftId)
  expect(await wujiang.service.events(joint.DraftReleased)).toHaveLength(1)
})

test('twelve people who let go the same draft sign it once', async () => {
  await using wujiang = await startSide('吴江区')
  await using qingpu = await startSide('青浦区')
  const compactId = await found([qingpu, wujiang])
  const { draftId, contentHash } = await wujiang.prepare(joint.DraftTopic, { compactId, ...topic })

  const replies = await Promise.all(
    Array.from({ length: 12 }, () => wujiang.service.try(joint.ReleaseDraft, { draftId, contentHash }, { as: chair })),
  )

  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(new Set(replies.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
    new Set(['draft.closed']),
  )
  expect(await ownEntries(wujiang, compactId)).toHaveLength(1)
})

test('twelve drafts that are let go at once stand on the chain one after the other', async () => {
  await using wujiang = await startSide('吴江区')
  await using qingpu = await startSide('青浦区')
  const compactId = await found([qingpu, wujiang])
  const about = await wujiang.release(joint.DraftTopic, { compactId, ...topic })
  const drafts = await Promise.all(
    Array.from({ length: 12 }, (_, i) => wujiang.prepare(joint.DraftComment, { compactId, about, text: `意见${i}` })),
  )

  await Promise.all(drafts.map((draft) => wujiang.let(draft)))

  const entries = await ownEntries(wujiang, compactId)
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, i) => 13 - i))
  const compact = await wujiang.service.ask(joint.CompactDetail, { compactId }, { as: office })
  expect(compact).toMatchObject({ entries: 13, waiting: 0, openAlarms: 0 })

  const pages: string[] = []
  let cursor: string | undefined
  do {
    const page = await wujiang.service.ask(joint.Drafts, { compactId, limit: 5, cursor }, { as: office })
    pages.push(...page.items.map(({ draftId }) => draftId))
    expect(page.total).toBe(13)
    cursor = page.next
  } while (cursor !== undefined)
  expect(new Set(pages).size).toBe(13)
})
