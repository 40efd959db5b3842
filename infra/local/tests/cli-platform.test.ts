import { once } from 'node:events'
import { appendFileSync, chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EXIT, runCommandLine, writeProfile } from '@lianxie/cli'
import {
  type AnyEventDefinition,
  CommitteeId,
  consultations,
  eventStream,
  eventSubject,
  eventSubjects,
} from '@lianxie/contracts'
import { foundingBytes } from '@lianxie/joint-protocol'
import { jetstream, jetstreamManager } from '@nats-io/jetstream'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Nats, startNats } from '../src/nats-server.ts'
import { freePort } from '../src/ports.ts'
import { found, newParty } from './hub-fixture.ts'

const committee = CommitteeId.parse('wujiang-cppcc')
let dir: string
let nats: Nats
let connection: NatsConnection

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lianxie-cli-'))
  const config = { authorization: { users: [{ user: 'reader', password: 'for this test' }] } }
  nats = await startNats({ name: committee, dir: join(dir, 'nats'), config, log: () => undefined })
  connection = await connect({ servers: nats.url, user: 'reader', pass: 'for this test' })
  const manager = await jetstreamManager(connection)
  for (const context of ['consultations', 'directory', 'proposals', 'supervision', 'joint'])
    await manager.streams.add({ name: eventStream(context), subjects: [eventSubjects(committee, context)] })
  writeFileSync(join(dir, 'nats.password'), 'for this test\n', { mode: 0o600 })
})
afterAll(async () => {
  await connection.close()
  await nats.stop()
  rmSync(dir, { recursive: true })
})

async function publish(n: number): Promise<void> {
  const planId = `0190a1b2-0000-7000-8000-00000000000${n}`
  const subject = eventSubject(committee, consultations.PlanOpened as AnyEventDefinition, planId)
  const { wireType } = consultations.PlanOpened
  const envelope = {
    specversion: '1.0',
    id: planId,
    source: `/${committee}/consultations`,
    type: wireType,
    subject: planId,
    time: '2022-03-01T01:00:00.000Z',
    datacontenttype: 'application/json',
    dataschema: 'urn:x',
    recordedtime: '2022-03-01T01:00:00.000Z',
    committee,
    aggregate: `plan/${planId}`,
    aggregateversion: 1,
    classification: 'internal',
    actor: 'office-1',
    actorrole: 'STAFF_CONSULTATION',
    provenance: 'live',
    data: { planId, year: 2022, title: '2022年度协商计划' },
  }
  await jetstream(connection).publish(subject, JSON.stringify(envelope))
}

function around() {
  const lines: string[] = []
  const stop = new AbortController()
  const out = (line: string) => void lines.push(line)
  return { lines, stop, env: {}, cwd: dir, out, err: out, signal: stop.signal }
}

const reading = () => ['--nats-url', nats.url]
const account = () => ({ LIANXIE_NATS_USER: 'reader', LIANXIE_NATS_PASSWORD_FILE: join(dir, 'nats.password') })

test('events are followed from the start, from a number, and as they come', async () => {
  await publish(1)
  await publish(2)
  const all = { ...around(), env: account() }
  const later = { ...around(), env: account() }

  const following = runCommandLine(
    [...reading(), 'events', 'tail', '--from-start', '--type', 'consultations.plan-opened'],
    all,
  )
  const since = runCommandLine(
    [...reading(), '--json', 'events', 'tail', '--context', 'consultations', '--since-seq', '2'],
    later,
  )
  await expect.poll(() => [all.lines.length, later.lines.length]).toEqual([2, 1])
  await publish(3)
  await expect.poll(() => [all.lines.length, later.lines.length]).toEqual([3, 2])
  all.stop.abort()
  later.stop.abort()

  expect(await following).toBe(EXIT.ok)
  expect(await since).toBe(EXIT.ok)
  expect(all.lines[0]).toMatch(
    /^ {5}1 {2}2022-03-01T01:00:00.000Z {2}consultations\.plan-opened .+ v1 {2}STAFF_CONSULTATION$/,
  )
  expect(later.lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual([2, 3])
  const manager = await jetstreamManager(connection)
  for (const context of ['directory', 'consultations'])
    expect((await manager.streams.info(eventStream(context))).state.consumer_count).toBe(0)
})

test('an export goes on where the last one ended, cuts off what a crash left, and begins anew on another stream', async () => {
  const out = join(dir, 'export')
  const file = join(out, 'consultations.ndjson')
  const run = async () => {
    const room = { ...around(), env: account() }
    const code = await runCommandLine([...reading(), '--json', 'events', 'export', '--out', out], room)
    expect({ code, lines: room.lines }).toEqual({ code: EXIT.ok, lines: [expect.stringMatching(/^\[/)] })
    const [exported] = JSON.parse(room.lines[0]!).filter((one: { context: string }) => one.context === 'consultations')
    return exported as { added: number; total: number; anew: boolean }
  }
  const lines = () => readFileSync(file, 'utf8').trimEnd().split('\n')
  const before = (await (await jetstreamManager(connection)).streams.info(eventStream('consultations'))).state.messages

  const first = await run()
  appendFileSync(file, '{"seq":99,"half')
  await publish(7)
  const second = await run()
  const third = await run()

  expect(first).toMatchObject({ added: before, total: before, anew: false })
  expect(second).toMatchObject({ added: 1, total: before + 1, anew: false })
  expect(third).toMatchObject({ added: 0, total: before + 1, anew: false })
  expect(lines()).toHaveLength(before + 1)
  expect(JSON.parse(lines().at(-1)!)).toMatchObject({ seq: before + 1, committee, aggregateversion: 1 })

  const manager = await jetstreamManager(connection)
  await manager.streams.delete(eventStream('consultations'))
  await manager.streams.add({
    name: eventStream('consultations'),
    subjects: [eventSubjects(committee, 'consultations')],
  })
  await publish(8)
  expect(await run()).toMatchObject({ added: 1, total: 1, anew: true })
  expect(lines()).toHaveLength(1)
})

test.each([
  [
    ['--context', 'nothing'],
    '✗ 没有 nothing 这一领域（directory、consultations、proposals、supervision、joint、identity、notices）',
  ],
  [['--since-seq', '5'], '✗ --since-seq 须指定一个 --context'],
])('a wrong wish for events is refused: %j', async (args, words) => {
  const room = { ...around(), env: account() }
  expect(await runCommandLine([...reading(), 'events', 'tail', ...args], room)).toBe(EXIT.usage)
  expect(room.lines).toEqual([words])
})

test('a server that refuses the account is told as out of reach', async () => {
  const room = around()
  expect(await runCommandLine([...reading(), 'events', 'tail'], room)).toBe(EXIT.unreachable)
  expect(room.lines[0]).toMatch(/^✗ 无法连接 NATS nats:\/\/127\.0\.0\.1:\d+：/)
})

test('the doctor names each part, and one bad part does not hide the others', async () => {
  const metrics = [
    'lianxie_relay_unpublished_events{service="directory"} 0',
    'lianxie_relay_oldest_unpublished_seconds{service="directory"} 0',
    'lianxie_consumer_dead_events{service="directory",context="joint"} 2',
  ]
  const server = createServer(({ url }, response) => {
    const health = { status: 'ok', checks: [{ name: 'database', ok: true, tookMs: 4 }] }
    response.end(url === '/health' ? JSON.stringify(health) : metrics.join('\n'))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  writeFileSync(join(dir, 'ops.token'), 'token', { mode: 0o600 })
  chmodSync(join(dir, 'ops.token'), 0o644)
  await writeProfile(join(dir, 'lianxie.profile.json'), {
    services: {
      directory: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      joint: `http://127.0.0.1:${await freePort()}`,
    },
    nats: { url: nats.url, user: 'reader', passwordFile: join(dir, 'nats.password') },
    tokens: { OPS: join(dir, 'ops.token') },
    dataDir: dir,
  })
  const room = around()

  const code = await runCommandLine(['doctor'], room)

  server.close()
  rmSync(join(dir, 'lianxie.profile.json'))
  expect(code).toBe(EXIT.failed)
  expect(room.lines).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^✓ Node\.js：版本 /),
      '✓ directory：正常，1 项检查，最慢 4 毫秒',
      // A busy machine takes its time between the answer and the look at it.
      expect.stringMatching(/^✓ directory clock：时钟相差 \d 秒$/),
      '✓ directory relay：待发布事件 0 条，最久 0 秒',
      '✗ directory consumers：未处理 0 条，等待 0 条，异常 2 条',
      expect.stringMatching(/^✗ joint：无法连接：/),
      expect.stringMatching(/^✓ NATS：版本 2\./),
      expect.stringMatching(/^✓ EVT_directory：0 条/),
      expect.stringMatching(/^. disk：剩余 /),
      '✗ ops.token：他人可读取（644），应为 600',
      '✓ nats.password：权限 600',
    ]),
  )
})

test('a hub’s operator registers, checks and shuts out from the command line', async () => {
  const port = await freePort()
  const hub = join(dir, 'hub')
  const parties = [await newParty('qingpu-cppcc'), await newParty('wujiang-cppcc')]
  writeFileSync(join(dir, 'founding.json'), foundingBytes(await found(parties)))
  writeFileSync(join(dir, 'lacking.json'), foundingBytes(await found(parties, parties.slice(0, 1))))
  const run = async (...args: string[]) => {
    const room = around()
    return { code: await runCommandLine(['hub', ...args], room), lines: room.lines }
  }

  expect((await run('init', hub, '--port', String(port))).lines[0]).toContain(`nats-server -c ${hub}/hub.conf`)
  const lacking = await run('register', hub, 'lacking.json')
  expect(lacking).toEqual({ code: EXIT.usage, lines: ['✗ 成立文件尚缺以下各方的签署：wujiang-cppcc'] })
  const waiting = await run('register', hub, 'founding.json')
  expect(waiting.lines[0]).toMatch(/^✓ 已登记 青吴嘉政协联动协商机制（.{12}）：qingpu-cppcc、wujiang-cppcc$/)
  expect(waiting.lines[1]).toMatch(/^服务器未运行/)
  expect((await run('check', hub)).code).toBe(EXIT.failed)

  const config = JSON.parse(readFileSync(join(hub, 'hub.conf'), 'utf8')) as Record<string, unknown>
  const server = await startNats({ name: 'hub', dir: hub, port, config, log: () => undefined })
  try {
    expect((await run('apply', hub, '--no-reload')).lines.at(-1)).toBe('✓ 已核对，变更 3 处')
    expect(await run('check', hub)).toEqual({ code: EXIT.ok, lines: ['✓ 与登记一致'] })
    const [compact] = (await run('list', hub)).lines[0]!.split(' ')
    const departure = ['--compact', compact!.slice(0, 12), '--committee', 'qingpu-cppcc', '--reason', '书面通知退出']
    const removed = await run('unregister', hub, ...departure, '--no-reload')
    expect(removed.lines).toContain('✓ qingpu-cppcc 的接入已取消')
    expect((await run('list', hub)).lines.at(-1)).toMatch(/^ {2}已退出 qingpu-cppcc .* 书面通知退出$/)
  } finally {
    await server.stop()
  }
})
