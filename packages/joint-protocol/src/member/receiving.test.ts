import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, expect, test, vi } from 'vitest'
import { draftVersion } from '../drafts.ts'
import { base64, jsonBytes } from '../encoding.ts'
import type { Entry } from '../entry.ts'
import { Crash } from '../testing/crashable-store.ts'
import { recordContent } from '../testing/contents.ts'
import { sharedMeans } from '../testing/shared-means.ts'
import { createWorld, settle, type Side, type World } from '../testing/world.ts'
import { packetBytes } from './packet.ts'
import type { Delivery, Envelope } from './transport.ts'

let world: World
let author: Side
let reader: Side
let about: string

beforeEach(async () => {
  world = await createWorld({ means: { ...sharedMeans(), waiting: { entries: 20, bytes: 60_000 } } })
  author = world.side('qingpu')
  reader = world.side('wujiang')
  const draft = draftVersion(author.member.view, { kind: 'record', convenor: 'qingpu', content: recordContent() })
  about = (await author.member.act(draft)).id
  await settle(world)
})

/** Signed, and not yet published. */
async function comments(count: number): Promise<string[]> {
  const ids: string[] = []
  for (let i = 0; i < count; i++)
    await author.store.transaction(async (tx) => {
      ids.push((await author.member.sign(tx, { kind: 'comment', body: { about, text: `第${i}条意见` } })).id)
    })
  return ids
}

function delivered(side: Side): Delivery[] {
  const all: Delivery[] = []
  for (let one = world.hub.take(side.committee); one; one = world.hub.take(side.committee)) all.push(one)
  return all
}

const holds = ({ member }: Side, ids: readonly string[]) => ids.filter((id) => member.view.entry(id)).length

/** Counts what a side asks its database to do. */
function transactionsOf({ store }: Side): () => number {
  let count = 0
  const { transaction } = store
  store.transaction = (work) => {
    count++
    return transaction.call(store, work) as ReturnType<typeof transaction<any>>
  }
  return () => count
}

test('entries of an author that are queued together travel together, up to a hundred', async () => {
  const ids = await comments(130)
  const published: Envelope[] = []
  const publish = world.hub.publish.bind(world.hub)
  world.hub.publish = (envelope) => {
    published.push(envelope)
    return publish(envelope)
  }

  expect(await author.member.flush()).toBe(130)

  expect(published).toHaveLength(2)
  await reader.member.receive(delivered(reader))
  expect(holds(reader, ids)).toBe(130)
})

test('what is asked for again is no duplicate to the hub', async () => {
  await comments(3)
  const ids: string[] = []
  const publish = world.hub.publish.bind(world.hub)
  world.hub.publish = (envelope) => {
    ids.push(envelope.id)
    return publish(envelope)
  }

  await author.member.flush()
  await author.member.recarry()
  await author.member.flush()

  expect(new Set(ids).size).toBe(ids.length)
})

test('deliveries that have come together are stored in one transaction', async () => {
  const ids: string[] = []
  for (let i = 0; i < 8; i++) {
    ids.push(...(await comments(2)))
    await author.member.flush()
  }
  const together = delivered(reader)
  const transactions = transactionsOf(reader)

  const verdicts = await reader.member.receive(together)

  expect(together).toHaveLength(8)
  expect(verdicts.map(({ status }) => status)).toEqual(ids.map(() => 'kept'))
  expect(transactions()).toBe(1)

  // Again: everything is here, and nothing is written.
  await reader.member.receive(together)
  expect(transactions()).toBe(1)
})

test('when the transaction fails nothing of it is known, and the same deliveries are taken in later', async () => {
  const ids = await comments(10)
  await author.member.flush()
  const together = delivered(reader)
  const rows = reader.store.rows.length
  reader.store.dieAt = 'before-commit'

  await expect(reader.member.receive(together)).rejects.toThrow(Crash)
  reader.store.dieAt = undefined
  await reader.member.refresh()
  expect(holds(reader, ids)).toBe(0)

  await reader.member.receive(together)
  expect(holds(reader, ids)).toBe(10)
  expect(reader.store.rows).toHaveLength(rows + 10)
})

/**
 * The next transaction of a side does its work and fails to commit, which it is told a while after the lock is free;
 * `meanwhile` begins while it holds the lock.
 */
function failNextCommit({ store }: Side, meanwhile: () => void): void {
  const { transaction, insert } = store
  store.insert = (...given) => {
    store.insert = insert
    meanwhile()
    return insert.call(store, ...given)
  }
  store.transaction = async (work) => {
    store.transaction = transaction
    await expect(
      transaction.call(store, async (tx) => {
        await work(tx)
        throw new Crash('at the commit')
      }),
    ).rejects.toThrow(Crash)
    await pause(20)
    throw new Crash('told late')
  }
}

test('whoever waited for the lock while a commit failed builds on nothing that was not stored', async () => {
  const ids = await comments(3)
  await author.member.flush()
  let signing: Promise<{ entry: Entry }> | undefined
  failNextCommit(reader, () => {
    signing = reader.member.act({ kind: 'comment', body: { about, text: '另一条意见' } })
  })

  await expect(reader.member.receive(delivered(reader))).rejects.toThrow(Crash)
  const { entry } = await signing!

  const stored = new Set(reader.store.rows.map((row) => row.entry.id))
  expect(Object.values(entry.heads).flat()).not.toEqual([])
  expect(
    Object.values(entry.heads)
      .flat()
      .filter((id) => !stored.has(id)),
  ).toEqual([])
  expect(holds(reader, ids)).toBe(0)
})

test('whoever waited for the lock goes on even when the answer to a commit never comes', async () => {
  const ids = await comments(1)
  await author.member.flush()
  let signing: Promise<{ entry: Entry }> | undefined
  const { transaction } = reader.store
  reader.store.transaction = async (work) => {
    reader.store.transaction = transaction
    const result = await transaction.call(reader.store, async (tx) => {
      await work(tx)
      signing = reader.member.act({ kind: 'comment', body: { about, text: '另一条意见' } })
    })
    await new Promise(() => undefined)
    return result as Awaited<ReturnType<typeof work>>
  }

  void reader.member.receive(delivered(reader))
  await vi.waitFor(() => expect(signing).toBeDefined())

  expect((await signing!).entry.heads).toMatchObject({ qingpu: ids })
})

test('a position that a failed transaction was given is read when somebody else is given it again', async () => {
  const first = reader.member
  const { member: second } = await world.open('wujiang')
  const failing = reader.store.transaction(async (tx) => {
    await first.sign(tx, { kind: 'comment', body: { about, text: '未提交' } })
    throw new Crash('before commit')
  })
  await expect(failing).rejects.toThrow(Crash)
  // Its database comes back, and remembers nothing of the positions that it gave out last.
  reader.store.restart()
  const [id] = await comments(1)
  await author.member.flush()
  await second.receive(delivered(reader))

  await first.refresh()

  expect(first.view.entry(id!)).toBeDefined()
})

test('a bad entry is turned down, and what it came with is kept', async () => {
  const ids = await comments(3)
  const [first, second, third] = ids.map((id) => author.member.view.entry(id)!.signed)
  const forged = { ...second!, signature: new Uint8Array(64) }
  const packet = packetBytes({ type: 'entries', carrier: 'qingpu', entries: [first!, forged, second!, third!] })
  const bytes = await author.sealer.seal(packet, [
    world.text.members.find((m) => m.committee === 'wujiang')!.keys.sealing,
  ])

  const verdicts = await reader.member.receive([{ subject: `joint.${reader.member.compact}.qingpu.qingpu`, bytes }])

  expect(verdicts.map((one) => (one.status === 'dropped' ? one.reason : one.status))).toEqual([
    'kept',
    'entry.bad_signature',
    'kept',
    'kept',
  ])
})

test('a partner that was not upgraded yet is understood and blamed for nothing', async () => {
  const [id] = await comments(1)
  const { raw, key, signature } = author.member.view.entry(id!)!.signed
  const carried = { raw: base64(raw), key, signature: base64(signature) }
  const packet = jsonBytes({ v: 1, type: 'entry', carrier: 'qingpu', ...carried })
  const sealed = await author.sealer.seal(packet, [
    world.text.members.find((m) => m.committee === 'wujiang')!.keys.sealing,
  ])

  const verdicts = await reader.member.receive([
    { subject: `joint.${reader.member.compact}.qingpu.qingpu`, bytes: sealed },
  ])

  expect(verdicts).toEqual([{ status: 'kept', id }])
  expect(reader.member.alarms()).toEqual([])
})

test('what waits is bounded for each carrier: above it nothing is stored, nobody is blamed, and it is asked for later', async () => {
  const [missing, ...later] = await comments(60)
  const entries = later.map((id) => author.member.view.entry(id)!.signed)
  const rows = reader.store.rows.length

  const verdicts = await reader.member.take(entries.slice(0, 40), 'qingpu')
  await reader.member.take(entries.slice(40), 'qingpu')

  expect(reader.member.view.waiting()).toHaveLength(20)
  expect(reader.store.rows).toHaveLength(rows + 20)
  expect(verdicts.at(-1)).toEqual({ status: 'no_room', id: later[39] })
  expect(reader.member.noRoom).toBe(39)
  expect(reader.member.alarms()).toEqual([])
  expect(reader.store.rejections).toEqual([])

  await reader.member.take([author.member.view.entry(missing!)!.signed], 'qingpu')
  expect(holds(reader, [missing!, ...later])).toBe(21)
  for (let round = 0; round < 3; round++) {
    world.now += 20_000
    for (const side of world.sides.values()) await side.member.announce()
    await settle(world)
  }
  expect(holds(reader, later)).toBe(59)
})
