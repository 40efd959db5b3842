import { expect, test } from 'vitest'
import { openLedger } from './open-ledger.ts'
import { createWorld } from '../testing/world.ts'
import { draftVersion } from '../drafts.ts'
import { recordContent } from '../testing/contents.ts'

test('a chain of 1,500 entries that arrives backwards gives the same answers', async () => {
  const world = await createWorld({ committees: ['qingpu', 'wujiang'] })
  const { member } = world.side('qingpu')
  const { id } = await member.act(
    draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content: recordContent() }),
  )
  for (let i = 0; i < 1_500; i++) await member.act({ kind: 'comment', body: { about: id, text: `第${i}条` } })
  const entries = [...member.view.kept()].map((e) => e.signed)

  const ledger = openLedger(world.founding)
  for (const entry of entries.toReversed()) ledger.add(entry, 'qingpu')

  expect([...ledger.view.kept()]).toHaveLength(1_501)
  expect(ledger.view.digest()).toBe(member.view.digest())
})
