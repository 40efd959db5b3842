import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { NodeSDK } from '@opentelemetry/sdk-node'
import { createClient } from '@lianxie/client'
import { type CommandDefinition, joint } from '@lianxie/contracts'
import { createJoint } from '@lianxie/joint'
import type { TestAccount } from '@lianxie/service-kit/test-issuer'
import { account, startTestService, type TestService } from '@lianxie/service-kit/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import { type DemoHub, startDemoHub } from '../src/demo/demo-hub.ts'
import { openLine } from '../src/line.ts'
import { findNatsProgram } from '../src/nats-program.ts'
import { freePort } from '../src/ports.ts'
import { foundCompact } from '../src/rig/found-compact.ts'

const [office, chair, operator] = [account('STAFF_OFFICE'), account('CHAIR'), account('OPS')]

/** One committee's joint service with its own folders, which can begin anew from its database. */
interface Side {
  service: TestService
  folder: string
  restart(meanwhile: () => Promise<unknown>): Promise<void>
}

let room: string
let sides: Side[]
let hub: DemoHub
let compactId: string
const hubs: DemoHub[] = []

const sdk = new NodeSDK({ spanProcessors: [], metricReaders: [], logRecordProcessors: [], instrumentations: [] })

beforeAll(async () => {
  sdk.start()
  room = await mkdtemp(join(tmpdir(), 'lianxie-joint-hub-'))
  hub = await startHub('first')
  sides = await Promise.all(['青浦区', '吴江区', '嘉善县'].map((name, i) => startSide(name, join(room, `side${i}`))))
  compactId = await found()
  await connectAll(await hub.register(await foundingFile()))
}, 120_000)

afterAll(async () => {
  for (const { service } of sides ?? []) await service[Symbol.asyncDispose]()
  for (const one of hubs) await one.stop()
  await sdk.shutdown()
  await rm(room, { recursive: true, force: true })
})

async function startHub(name: string): Promise<DemoHub> {
  const log = () => undefined
  const options = { dir: join(room, name), port: await freePort(), program: await findNatsProgram(log), log }
  const started = await startDemoHub(options)
  hubs.push(started)
  return started
}

async function startSide(name: string, folder: string): Promise<Side> {
  const own = { committeeName: `政协${name}委员会`, keysDir: join(folder, 'keys'), journalDir: join(folder, 'journal') }
  const definition = createJoint(own)
  let living: AsyncDisposable
  const service = await startTestService({
    ...definition,
    start: async (runtime) => {
      living = await definition.start!(runtime)
      return { [Symbol.asyncDispose]: () => living[Symbol.asyncDispose]() as Promise<void> }
    },
  })
  return {
    service,
    folder,
    async restart(meanwhile) {
      await living[Symbol.asyncDispose]()
      await meanwhile()
      living = await definition.start!(service.running.runtime)
    },
  }
}

/** Everybody acts over HTTP, as people do. */
async function found(): Promise<string> {
  const clientOf = ({ service }: Side, who: TestAccount) =>
    createClient({ services: { joint: service.running.url }, token: () => service.tokenOf(who) })
  const founders = sides.map((side) => ({ office: clientOf(side, office), chair: clientOf(side, chair) }))
  return (await foundCompact('青吴嘉政协联动协商机制', founders)).compactId
}

const foundingFile = async () => (await sides[0]!.service.ask(joint.Invitation, { compactId }, { as: office })).file
const compactOf = ({ service }: Side) => service.ask(joint.CompactDetail, { compactId }, { as: office })

async function connectAll(url: string): Promise<void> {
  for (const side of sides) await connect(side, url)
  for (const side of sides) await side.service.until(async () => (await compactOf(side)).hub?.connected, 20_000)
}

const connect = ({ service }: Side, url: string | null) =>
  service.send(joint.ConnectHub, { compactId, url }, { as: operator })

async function release<C extends CommandDefinition>(
  { service }: Side,
  command: C,
  body: z.input<C['schema']>,
): Promise<string> {
  const { events } = await service.send(command, body, { as: office })
  const { draftId, contentHash } = events[0]!.data as { draftId: string; contentHash: string }
  const released = await service.send(joint.ReleaseDraft, { draftId, contentHash }, { as: chair })
  return (released.events[0]!.data as { entryId: string }).entryId
}

const holds = ({ service }: Side, entryId: string, ms = 30_000) =>
  service.until(async () => {
    const { items } = await service.ask(joint.Entries, { compactId, limit: 200 }, { as: office })
    return items.some((entry) => entry.entryId === entryId)
  }, ms)

const topic = { title: '水体联保共治', summary: '太浦河沿线', form: '专题协商', year: 2022 }
let topicId: string

test('what one side lets go reaches the others through the hub, each under its own name', async () => {
  topicId = await release(sides[1]!, joint.DraftTopic, { compactId, ...topic })
  for (const side of sides) await holds(side, topicId)

  const answers = await Promise.all(sides.map(compactOf))
  expect(new Set(answers.map(({ digest }) => digest)).size).toBe(1)
  expect(answers.map(({ openAlarms, recovering }) => [openAlarms, recovering])).toEqual(sides.map(() => [0, false]))
})

test('the trace of a release goes on in the events of the other committees', { timeout: 60_000 }, async () => {
  // A round that is under way for somebody else takes along what it finds, in its own trace: so there are several tries,
  // each a little further behind.
  const tries: boolean[] = []
  while (tries.length < 5 && !tries.includes(true))
    tries.push(await isTraced(`被跟踪的议题${tries.length}`, { behindMs: 50 * tries.length }))

  expect(tries).toContain(true)
})

/** Whether both other sides tell of a traced topic in its trace. */
async function isTraced(title: string, { behindMs }: { behindMs: number }): Promise<boolean> {
  const traceId = randomBytes(16).toString('hex')
  const from = sides[1]!.service
  const prepared = await from.send(joint.DraftTopic, { compactId, ...topic, title }, { as: office })
  const { draftId, contentHash } = prepared.events[0]!.data as { draftId: string; contentHash: string }

  // What nobody traces asks for the same round, a moment earlier.
  await release(sides[1]!, joint.DraftComment, { compactId, about: topicId, text: '无人跟踪' })
  await pause(behindMs)
  const released = await from.fetch('/joint/commands/release-draft', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': traceId,
      traceparent: `00-${traceId}-${randomBytes(8).toString('hex')}-01`,
    },
    body: JSON.stringify({ draftId, contentHash }),
    as: office,
  })
  expect(released.status).toBe(200)

  const told = await Promise.all([sides[0]!, sides[2]!].map(({ service }) => traceOf(service, title)))
  return told.every((found) => found === traceId)
}

/** The trace in which a side tells of a topic, once it does. */
const traceOf = (service: TestService, title: string) =>
  service.until(async () => {
    const rows = await service.running.runtime.db
      .selectFrom('event')
      .select('payload')
      .where('type', '=', joint.TopicProposed.type)
      .execute()
    const envelopes = rows.map(({ payload }) => JSON.parse(payload.toString('utf8')))
    const found = envelopes.find(({ data }) => data.title === title)
    return found && (String(found.traceparent).split('-')[1] ?? 'none')
  }, 20_000)

test('a file travels sealed and in pieces, and is the same at the other side', { timeout: 60_000 }, async () => {
  const bytes = Buffer.from('断面水质监测数据。'.repeat(40_000))
  const [from, to] = [sides[1]!.service, sides[2]!.service]
  const uploaded = await from.fetch('/joint/files?name=data.txt', {
    method: 'PUT',
    headers: { 'content-type': 'text/plain' },
    body: bytes,
    as: office,
  })
  const file = (await uploaded.json()) as { sha256: string; name: string; size: number; mediaType: string }
  await release(sides[1]!, joint.DraftRecord, { compactId, title: '附件', text: '一', files: [file] })

  const received = await to.until(async () => {
    const response = await to.fetch(`/joint/files/${file.sha256}`, { as: office })
    if (response.status !== 200) return void (await response.text())
    return Buffer.from(await response.arrayBuffer())
  }, 50_000)
  expect(received.equals(bytes)).toBe(true)
})

test('a side that was away catches up when it is back, and nobody waited for it', { timeout: 60_000 }, async () => {
  const away = sides[2]!
  await connect(away, null)
  const missed: string[] = []
  for (const text of ['其一', '其二', '其三'])
    missed.push(await release(sides[1]!, joint.DraftComment, { compactId, about: topicId, text }))
  await holds(sides[0]!, missed.at(-1)!)
  const own = await release(away, joint.DraftComment, { compactId, about: topicId, text: '离线时所签' })

  await connect(away, hub.url)

  for (const id of missed) expect(await holds(away, id)).toBe(true)
  for (const side of sides.slice(0, 2)) expect(await holds(side, own)).toBe(true)
})

test(
  'a hub that goes while a side asks it something is not waited for once it is back',
  { timeout: 60_000 },
  async () => {
    const line = await openLine(hub.url)
    await using life = new AsyncDisposableStack()
    life.defer(() => line.close())
    const far = sides[2]!
    await connect(far, null)
    await connect(far, line.url(hub.url))
    await far.service.until(async () => (await compactOf(far)).hub?.connected, 20_000)

    line.cut()
    await far.service.until(async () => line.open() === 0)
    line.mend()
    // Whatever it asks about its consumer now is not answered before the connection breaks again.
    line.lose('CONSUMER.INFO')
    await far.service.until(async () => line.open() > 0, 20_000)
    await pause(500)
    line.cut()
    await far.service.until(async () => line.open() === 0)
    line.mend()
    const missed = await release(sides[1]!, joint.DraftComment, { compactId, about: topicId, text: '断线之后' })

    expect(await holds(far, missed, 10_000)).toBe(true)

    line.hold()
    const own = await release(far, joint.DraftComment, { compactId, about: topicId, text: '断线之前' })
    await pause(500)
    line.mend({ lost: true })

    expect(await holds(sides[0]!, own, 4_000)).toBe(true)
    await connect(far, hub.url)
  },
)

test(
  'after the hub was lost, what one side missed comes from the others through a new one',
  { timeout: 90_000 },
  async () => {
    await connect(sides[2]!, null)
    const missed = await release(sides[1]!, joint.DraftComment, { compactId, about: topicId, text: '丢失之前' })
    await holds(sides[0]!, missed)
    await hub.stop()
    hubs.splice(hubs.indexOf(hub), 1)

    hub = await startHub('second')
    await connectAll(await hub.register(await foundingFile()))
    await sides[0]!.service.send(joint.RecarryEntries, { compactId }, { as: operator })

    expect(await holds(sides[2]!, missed)).toBe(true)
    const alike = await sides[0]!.service.until(async () => {
      const digests = await Promise.all(sides.map(compactOf))
      return new Set(digests.map(({ digest }) => digest)).size === 1
    }, 30_000)
    expect(alike).toBe(true)
  },
)

test(
  'a side without its journal signs again once every other side has shown what it holds',
  { timeout: 90_000 },
  async () => {
    const lost = sides[1]!
    const { head, seq } = (await compactOf(lost)).sides[1]!
    await lost.restart(async () => {
      await rm(join(lost.folder, 'journal'), { recursive: true })
      // A restore from an older copy: the last own entries are missing too.
      await lost.service.running.runtime.db.deleteFrom('entry').where('entry_id', '=', head).execute()
    })

    await lost.service.until(async () => !(await compactOf(lost)).recovering, 60_000)

    const next = await release(lost, joint.DraftComment, { compactId, about: topicId, text: '恢复之后' })
    const { items } = await lost.service.ask(joint.Entries, { compactId, limit: 1 }, { as: office })
    expect(items[0]).toMatchObject({ entryId: next, prev: head, seq: seq + 1 })
    for (const side of sides) await holds(side, next)
    const { items: alarms } = await sides[0]!.service.ask(joint.Alarms, { compactId }, { as: operator })
    expect(alarms).toEqual([])
  },
)
