import { inject, expect, test, vi } from 'vitest'
import { pino } from 'pino'
import { openDatabase } from '../src/database.ts'
import { closeNats, connectNats } from '../src/nats.ts'
import { startBackbone, upTo, WAIT } from './backbone-fixture.ts'
import { silent } from './jobs-database.ts'
import { startLine } from './backbone-line.ts'

test('a server that comes later than the service is waited for', async () => {
  await using bone = await startBackbone()
  await using line = await startLine(inject('natsUrl'))
  line.cut()
  const connecting = connectNats({ ...bone.account, servers: line.url, name: 'early' })
  await vi.waitFor(() => expect(line.refused()).toBeGreaterThan(1), WAIT)

  line.mend()

  const nats = await connecting
  expect(nats.isClosed()).toBe(false)
  await closeNats(nats)
})

test('a server that does not come within the stated wait is named in a clear sentence', async () => {
  await using line = await startLine(inject('natsUrl'))
  line.cut()

  await expect(connectNats({ servers: line.url, name: 'early', waitMs: 300 })).rejects.toThrow(
    `the NATS server at ${line.url} did not answer within 300 ms`,
  )
})

test('a server that refuses the credentials is not waited for', async () => {
  await using bone = await startBackbone()
  const auth = { user: bone.account.auth.user, pass: 'wrong' }

  await expect(connectNats({ servers: bone.account.servers, auth, name: 'wrong' })).rejects.toThrow(
    /refused the credentials/,
  )
})

test('a relay without its server rests, says so once, and goes on when it is back', async () => {
  await using bone = await startBackbone()
  await using line = await startLine(inject('natsUrl'))
  const lines: { level: number; msg: string }[] = []
  const log = pino({ level: 'debug' }, { write: (text: string) => void lines.push(JSON.parse(text)) })
  const nats = await bone.connection('owner over a line', line.url)
  const relay = await bone.relay({ ackTimeoutMs: 300 }, { ...bone.owner, nats, log })
  await bone.listen()
  const matter = bone.newMatter()
  await bone.write(bone.noted(matter, 1))
  await vi.waitFor(async () => expect(await bone.count()).toBe(1), WAIT)

  line.cut()
  await vi.waitFor(() => expect(line.refused()).toBeGreaterThan(0), WAIT)
  for (const n of upTo(200)) await bone.write(bone.noted(matter, 1 + n))
  const transactions = vi.spyOn(bone.owner.db, 'transaction')
  relay.wake()
  await vi.waitFor(() => expect(line.refused()).toBeGreaterThan(3), WAIT)
  expect(transactions.mock.calls.length).toBeLessThan(3)
  expect(await bone.published()).toBe(1)
  line.mend()

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, upTo(201)]])), WAIT)
  expect(lines.filter(({ level }) => level >= 40)).toMatchObject([{ msg: expect.stringMatching(/^NATS is away/) }])
})

test('a consumer without its server goes on when it is back', async () => {
  await using bone = await startBackbone()
  await using line = await startLine(inject('natsUrl'))
  await bone.relay()
  const nats = await bone.connection('listener over a line', line.url)
  const consumers = await bone.listen({}, { ...bone.reader, nats })
  const matter = bone.newMatter()
  await bone.write(bone.noted(matter, 1))
  await vi.waitFor(async () => expect(await bone.count()).toBe(1), WAIT)

  line.cut()
  await bone.write(...upTo(50).map((n) => bone.noted(matter, 1 + n)))
  await vi.waitFor(async () => expect(await bone.published()).toBe(51), WAIT)
  expect(await bone.count()).toBe(1)
  expect(await consumers.stats()).toEqual([{ consumer: bone.consumer, context: bone.context, waiting: 0, dead: 0 }])
  line.mend()

  await vi.waitFor(async () => expect(await bone.seen()).toEqual(new Map([[matter, upTo(51)]])), WAIT)
})

test('relay and consumer without their databases go on when these are back, and no event is dead for it', async () => {
  await using bone = await startBackbone()
  const { host } = new URL(bone.source.url)
  await using line = await startLine(inject('adminUrl'))
  const over = (url: string, name: string) => {
    const there = new URL(url)
    there.host = new URL(line.url).host
    return openDatabase<any>(there.href, { name, log: silent })
  }
  expect(new URL(inject('adminUrl')).host).toBe(host)
  const [source, target] = [over(bone.source.url, 'owner'), over(bone.target.url, 'listener')]
  await using stack = new AsyncDisposableStack()
  stack.defer(() => source.pool.end())
  stack.defer(() => target.pool.end())
  stack.use(await bone.relay({}, { ...bone.owner, ...source }))
  stack.use(await bone.listen({ retries: { attempts: 1, delayMs: () => 0 } }, { ...bone.reader, ...target }))
  const matters = upTo(10).map(() => bone.newMatter())
  await bone.write(...matters.map((matter) => bone.noted(matter, 1)))
  await vi.waitFor(async () => expect(await bone.count()).toBe(10), WAIT)

  for (let n = 2; n <= 31; n += 1) {
    if (n % 10 === 5) {
      line.cut()
      const before = line.refused()
      await vi.waitFor(() => expect(line.refused()).toBeGreaterThan(before + 2), WAIT)
    }
    await bone.write(...matters.map((matter) => bone.noted(matter, n)))
    if (n % 10 === 9) line.mend()
  }

  await vi.waitFor(async () => expect(await bone.count()).toBe(310), { ...WAIT, timeout: 45_000 })
  expect(await bone.seen()).toEqual(new Map(matters.map((matter) => [matter, upTo(31)])))
  const { rows } = await bone.target.pool.query('select count(*)::int as n from dead_event')
  expect(rows[0].n).toBe(0)
}, 60_000)
