import fc from 'fast-check'
import { expect, test } from 'vitest'
import { kinds } from './bodies/index.ts'
import { draftVersion } from './drafts.ts'
import { readEntry } from './entry.ts'
import { readFounding } from './founding.ts'
import { recordContent, topicContent } from './testing/contents.ts'
import { following, forged } from './testing/forging.ts'
import { keyNamed } from './testing/test-keys.ts'
import { createWorld, settle } from './testing/world.ts'
import { verifyEvidence } from './verify-evidence.ts'

test('any bytes are read, founded, verified and received without an error', async () => {
  const world = await createWorld({ sealed: true })
  const { member } = world.side('jiashan')
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.uint8Array({ maxLength: 300 }),
        fc.json().map((j) => Buffer.from(j)),
      ),
      async (bytes) => {
        expect(readEntry(bytes)).toHaveProperty('reason')
        expect(readFounding(bytes)).toHaveProperty('faults')
        expect(verifyEvidence(bytes).ok).toBe(false)
        const subject = `joint.${member.compact}.wujiang.wujiang`
        const { noise } = member
        expect(await member.receive([{ subject, bytes }])).toEqual([])
        expect(member.noise).toBe(noise + 1)
      },
    ),
    { numRuns: 200 },
  )
})

test('whatever a member signs with its own key gets a verdict, alike on all sides', async () => {
  const world = await createWorld()
  const qingpu = world.side('qingpu').member
  const record = await qingpu.act(
    draftVersion(qingpu.view, { kind: 'record', convenor: 'wujiang', content: recordContent() }),
  )
  const topic = await qingpu.act(
    draftVersion(qingpu.view, { kind: 'topic', convenor: 'wujiang', content: topicContent() }),
  )
  await settle(world)
  const ids = [record.id, topic.id, qingpu.compact, 'f'.repeat(64)]
  const bodies = [record.entry.body, topic.entry.body, { act: 'begin', year: 2022 }, { about: record.id, text: '意见' }]
  const id = fc.constantFrom<string | null>(...ids, null)
  const strange = fc.oneof(id, fc.jsonValue({ maxDepth: 2 }), fc.constantFrom('', 0, -1, [], {}))
  const keys = ['decision', 'base', 'parents', 'signers', 'about', 'to', 'answer', 'act', 'task', 'state', 'signing']
  const change = fc.dictionary(fc.constantFrom(...keys), strange, { maxKeys: 4 })
  const heads = fc.constantFrom({}, record.entry.heads, { wujiang: [record.id] }, { qingpu: [record.id] })

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...kinds),
      fc.constantFrom(...bodies),
      change,
      heads,
      async (kind, body, changes, givenHeads) => {
        const entry = following(topic, { kind, body: { ...(body as object), ...changes }, heads: givenHeads })
        const signed = await forged(entry, keyNamed('qingpu signing'))
        for (const side of ['jiashan', 'wujiang']) await world.side(side).member.take([signed], 'qingpu')
      },
    ),
    { numRuns: 400 },
  )

  expect(world.side('jiashan').member.view.digest()).toBe(world.side('wujiang').member.view.digest())
})
