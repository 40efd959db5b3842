import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readProfile } from '@lianxie/cli'
import { createClient, RefusedError } from '@lianxie/client'
import { consultations, directory, proposals, type Role, type ServiceName, supervision } from '@lianxie/contracts'
import { connect } from '@nats-io/transport-node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoResult } from '../src/demo/demo-run.ts'
import { until } from '../src/demo/side.ts'
import { freePort } from '../src/ports.ts'

const run = promisify(execFile)
const start = join(import.meta.dirname, '../src/tasks/start.ts')
const lianxie = join(import.meta.dirname, '../../../packages/cli/src/main.ts')
const COMPACT = 'qingwujia-cppcc-1plus3'
const COMMITTEES = ['qingpu-cppcc', 'wujiang-cppcc', 'jiashan-cppcc']

let data: string
let port: number
let first: { stdout: string; stderr: string }
let result: DemoResult
let second: Start

// One start serves all tests of this file: it is the whole main job, as `npm start` runs it.
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lianxie-main-job-'))
  port = await freeRange()
  first = await startOnce()
  result = JSON.parse(await readFile(join(data, COMPACT, 'main-job.json'), 'utf8'))
}, 240_000)
afterAll(async () => {
  second?.child.kill('SIGTERM')
  await second?.exited
  await rm(data, { recursive: true, force: true })
})

test('the record is effective on the servers of all three committees', () => {
  expect(result.effectiveAfter.map(({ committee }) => committee).sort()).toEqual([...COMMITTEES].sort())
  expect(result.versions.first).not.toBe(result.versions.second)
})

test('every committee signs through its own chair, and the account says when', () => {
  const signed = result.deeds.filter(({ what }) => what.startsWith('会签纪要第二版'))

  expect(signed.map(({ committee, role }) => `${committee} ${role}`).sort()).toEqual(
    COMMITTEES.map((committee) => `${committee} chair`).sort(),
  )
  expect(first.stdout).toContain(result.versions.second.slice(0, 12))
})

test('the confirmed topic stands at an item of each side’s own plan', () => {
  expect(result.linked.map(({ committee }) => committee).sort()).toEqual([...COMMITTEES].sort())
})

test('events flow and none is stuck', () => {
  expect(result.events).toHaveLength(21)
  for (const { service, published, waiting, dead } of result.events) {
    expect([service, waiting, dead]).toEqual([service, 0, 0])
    // How many notices there are follows from who is concerned.
    expect(published).toBeGreaterThan(service === 'notices' ? 0 : 10)
  }
})

test('the evidence verifies from the command line, and one changed byte does not', async () => {
  const bytes = await readFile(result.evidenceFile)
  const changed = join(data, 'changed.json')
  // A byte inside the signed text of the last entry.
  const at = bytes.lastIndexOf('"raw":"') + 60
  bytes[at] = bytes[at] === 65 ? 66 : 65
  await writeFile(changed, bytes)

  const good = await run(process.execPath, [lianxie, 'verify', result.evidenceFile])
  const bad = await run(process.execPath, [lianxie, 'verify', changed]).catch(
    (error: { code: number; stdout: string }) => error,
  )

  expect(good.stdout).toContain('✓')
  expect(bad).toMatchObject({ code: 1 })
  expect(bad.stdout).toContain('✗')
})

test('each committee has keys of its own that only their owner reads', async () => {
  const cards = await Promise.all(
    COMMITTEES.map((committee) => readFile(join(data, COMPACT, committee, 'keys/joint/card.json'), 'utf8')),
  )

  expect(new Set(cards)).toHaveLength(3)
  for (const committee of COMMITTEES) {
    const folder = join(data, COMPACT, committee, 'keys/joint/signing')
    const [name] = await readdir(folder)
    expect((await stat(join(folder, name!))).mode & 0o077).toBe(0)
  }
})

test('each committee has a NATS server and a database of its own', async () => {
  const names = await Promise.all(
    ['hub', ...COMMITTEES.map((committee) => `${committee}/nats`)].map(async (place) => {
      const config = JSON.parse(await readFile(join(data, COMPACT, place, 'nats.conf'), 'utf8'))
      return `${config.server_name} ${config.listen}`
    }),
  )

  expect(new Set(names)).toHaveLength(4)
  expect(existsSync(join(data, COMPACT, 'wujiang-cppcc/database-passwords.json'))).toBe(true)
})

test('what the job keeps is for its owner’s eyes', async () => {
  const place = join(data, COMPACT)
  const kept = [
    'main-job.json',
    'hub',
    ...COMMITTEES.flatMap((one) =>
      ['nats', 'services.log', 'accounts.json', 'keys', 'tokens'].map((it) => `${one}/${it}`),
    ),
  ]

  for (const file of kept) expect([file, (await stat(join(place, file))).mode & 0o077]).toEqual([file, 0])
})

test('each line of a committee’s log says once whose it is', async () => {
  const log = await readFile(join(data, COMPACT, 'wujiang-cppcc/services.log'), 'utf8')

  expect(log).toContain('"committee":"wujiang-cppcc"')
  for (const line of log.trimEnd().split('\n')) expect(line.match(/"committee":/g)?.length ?? 1).toBe(1)
})

test('a job that was interrupted once its compact was founded is done to its end', async () => {
  const file = join(data, COMPACT, 'main-job.json')
  await rm(file)

  await startOnce()

  const again: DemoResult = JSON.parse(await readFile(file, 'utf8'))
  expect([again.compactId, again.versions, again.linked]).toEqual([result.compactId, result.versions, result.linked])
}, 240_000)

test('a second start goes on with the first one’s data and says of when its counts are', async () => {
  await forgetPassword('wujiang-cppcc', 'proposals')
  second = begin(['--data', data, '--port', String(port)])
  await second.says('stdout', 'Ctrl-C')
  const kept: DemoResult = JSON.parse(await readFile(join(data, COMPACT, 'main-job.json'), 'utf8'))

  expect(second.output.stdout).toContain('沿用已有数据')
  expect(second.output.stdout).toContain('── 事件 Events（首次运行 first run')
  expect(kept.compactId).toBe(result.compactId)
}, 120_000)

test('a service that the data of the first start knew nothing of runs with a password of its own', async () => {
  const passwords: string[] = Object.values(JSON.parse(await readFile(passwordsOf('wujiang-cppcc'), 'utf8')))
  const { services } = await readProfile(join(data, COMPACT, 'wujiang-cppcc', 'lianxie.profile.json'))

  expect(new Set(passwords)).toHaveLength(7)
  expect((await stat(passwordsOf('wujiang-cppcc'))).mode & 0o077).toBe(0)
  expect((await fetch(`${services.proposals}/health`)).status).toBe(200)
})

test('an account of a unit, a body or a member acts for the one of the sample that it belongs to', async () => {
  const of = async (account: string) => {
    const token = await readFile(join(data, COMPACT, 'wujiang-cppcc/tokens', account), 'utf8')
    const { role, units, member } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString())
    return { role, units: units as string[], member: member as string | undefined }
  }
  const { client } = await committeeClient('wujiang-cppcc', 'STAFF_OFFICE')
  const clerk = await of('clerk')
  const supervision = await of('supervision')
  const [member, cosigner] = [await of('member'), await of('cosigner')]

  expect(clerk).toMatchObject({ role: 'GROUP_CLERK', units: [expect.any(String)] })
  const body = await client.ask(directory.Body, { bodyId: clerk.units[0]! })
  expect(body).toMatchObject({ name: '人口资源环境和城乡建设委员会' })
  expect(supervision).toMatchObject({ role: 'SUPERVISION_OFFICE', units: [expect.any(String)] })
  const unit = await client.ask(directory.Unit, { unitId: supervision.units[0]! })
  expect(unit).toMatchObject({ name: '吴江区政府办公室' })
  expect([member.role, cosigner.role]).toEqual(['MEMBER', 'MEMBER'])
  expect(new Set([member.member, cosigner.member, undefined])).toHaveLength(3)
})

test('the proposals of the sample went their ways, and the filed ones are numbered in its order', async () => {
  const out = join(data, 'export')
  const profile = join(data, COMPACT, 'jiashan-cppcc', 'lianxie.profile.json')
  await run(process.execPath, [
    lianxie,
    '--profile',
    profile,
    'events',
    'export',
    '--context',
    'proposals',
    '--out',
    out,
  ])
  const lines = (await readFile(join(out, 'proposals.ndjson'), 'utf8')).trimEnd().split('\n')
  const events = lines.map((line): { type: string; data: Record<string, unknown> } => JSON.parse(line))
  const dataOf = (name: string) =>
    events.flatMap(({ type, data }) => (type === `cn.lianxie.proposals.${name}.v1` ? [data] : []))

  expect(dataOf('proposal-drafted')).toHaveLength(11)
  expect(dataOf('proposal-cosigned')).toHaveLength(1)
  expect(dataOf('collective-confirmed')).toMatchObject([{ by: 'SEAL' }])
  expect(dataOf('proposal-submitted').map(({ receiptNumber }) => receiptNumber)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
  ])
  expect(dataOf('proposal-filed')).toMatchObject([
    { serial: 1, kind: 'JOINT', subject: '关于加强跨界河道水体联保共治的建议', jointKey: expect.any(String) },
    { serial: 2, kind: 'COLLECTIVE', collectiveKind: 'SPECIAL_COMMITTEE', forum: 'COMMITTEE_MEETING' },
    { serial: 3, kind: 'INDIVIDUAL', forum: 'DIRECTOR' },
    { serial: 4, subject: '关于补齐农村生活污水收集管网的建议' },
    { serial: 5, subject: '关于在滨水步道增设救生设施的建议' },
  ])
  expect(dataOf('proposal-assigned')).toHaveLength(2)
  expect(dataOf('assignment-accepted')).toMatchObject([{ proposalId: dataOf('proposal-assigned')[0]!['proposalId'] }])
  expect(dataOf('proposals-merged')).toHaveLength(1)
  expect(dataOf('proposal-sent-back')).toHaveLength(1)
  expect(dataOf('proposal-not-filed')).toMatchObject([{ reasonCode: 'NOT_WITHIN_REGION' }])
}, 30_000)

test('the proposal office finds what was submitted in its docket', async () => {
  const { client } = await committeeClient('jiashan-cppcc', 'STAFF_PROPOSAL')
  const { total, counts } = await client.ask(proposals.Docket, {})

  expect(total).toBe(10)
  expect(Object.fromEntries(counts.map(({ phase, count }) => [phase, count]))).toMatchObject({
    TO_REVIEW: 3,
    TO_ASSIGN: 3,
    MERGED: 1,
    NOT_FILED: 1,
  })
})

test('the supervision of the sample is of an item of the plan, was visited twice, and its findings are gathered', async () => {
  const { client } = await committeeClient('jiashan-cppcc', 'STAFF_CONSULTATION')
  const { items, sentence } = await client.ask(supervision.Projects, {})

  expect(items).toMatchObject([
    { state: 'FINDINGS', groups: 1, visits: 2, findings: 4, planItemId: expect.any(String) },
  ])
  expect(sentence.zh).toBe('共有1个监督项目，其中问题汇总1个。')
  const item = await client.ask(consultations.PlanItemById, { itemId: items[0]!.planItemId! })
  expect(item.topic).toBe(items[0]!.topic)
})

test('--fresh on top of a running start is refused and deletes nothing', async () => {
  const refused = await failing(['--data', data, '--port', String(port), '--fresh'])

  expect(refused).toMatchObject({ code: 1 })
  expect(refused.stderr).toContain('Another start of this project')
  expect(existsSync(join(data, COMPACT, 'main-job.json'))).toBe(true)
}, 30_000)

/** Contacts of others are refused; anything else that goes wrong is a failure. */
const refusedAsOther = (error: unknown): undefined => {
  if (!(error instanceof RefusedError)) throw error
}

test('a member of the sample sees its own contact, in its own committee alone', async () => {
  const { client } = await committeeClient('wujiang-cppcc', 'MEMBER')
  const { client: affairs } = await committeeClient('wujiang-cppcc', 'STAFF_MEMBER_AFFAIRS')
  const members = await affairs.ask(directory.Members, { limit: 50 })
  const own = await Promise.all(
    members.items.map(async ({ memberId }) => {
      const contact = await client.ask(directory.Contact, { personId: memberId }).catch(refusedAsOther)
      return contact && !contact.masked ? [contact.email] : []
    }),
  )

  expect(members.total).toBe(24)
  expect(own.flat()).toEqual([expect.stringMatching(/@wujiang-cppcc\.example$/)])
})

test('each NATS server refuses whom it does not know', async () => {
  for (const committee of COMMITTEES) {
    const { nats } = await readProfile(join(data, COMPACT, committee, 'lianxie.profile.json'))
    const pass = (await readFile(nats!.passwordFile!, 'utf8')).trim()

    await expect(connect({ servers: nats!.url, reconnect: false })).rejects.toThrow(/authorization/i)
    const reader = await connect({ servers: nats!.url, user: nats!.user!, pass })
    await reader.close()
  }
})

test('the clock of one committee is set for all its services, and tokens go on to work', async () => {
  const { services, token } = await committeeClient('jiashan-cppcc', 'OPS')
  const now = '2040-05-01T01:00:00.000Z'
  const set = await fetch(`${services.joint}/ops/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify({ now }),
  })
  expect(set.status).toBe(200)

  const { client } = await committeeClient('jiashan-cppcc', 'STAFF_OFFICE')
  const [member] = (await client.ask(directory.Members, { limit: 1 })).items
  await client.ask(directory.Contact, { personId: member!.memberId })
  const { client: auditor } = await committeeClient('jiashan-cppcc', 'AUDITOR')
  const accesses = await auditor.ask(directory.Accesses, { personId: member!.memberId })

  expect(accesses.items.map(({ at }) => at.slice(0, 10))).toContain('2040-05-01')
}, 30_000)

test.runIf(process.platform === 'linux')(
  'Ctrl-C ends a platform that is up in good order',
  async () => {
    second.child.kill('SIGINT')

    expect(await second.exited).toBe(0)
    expect(processesOf(data)).toEqual([])
  },
  60_000,
)

test.runIf(process.platform === 'linux')(
  'Ctrl-C during the start stops what is starting, says so and ends with 130',
  async () => {
    const start = begin(['--data', data, '--port', String(port)])
    await until('a committee to be starting', async () =>
      processesOf(data).some((one) => /committee-process/.test(one)),
    )
    start.child.kill('SIGINT')

    expect(await start.exited).toBe(130)
    expect(start.output.stderr).toContain('启动被中断')
    expect(processesOf(data)).toEqual([])
  },
  60_000,
)

test('--fresh deletes nothing while a port that it needs is taken', async () => {
  const other = createServer().listen(port + 12, '127.0.0.1')
  await once(other, 'listening')
  const failed = await failing(['--data', data, '--port', String(port), '--fresh'])
  other.close()

  expect(failed).toMatchObject({ code: 1 })
  expect(failed.stderr).toContain(`Port ${port + 12}`)
  expect(existsSync(join(data, COMPACT, 'main-job.json'))).toBe(true)
})

test.each([
  [['--compact', 'nowhere'], 'no compact nowhere'],
  [['--prot', '5100'], 'npm start -- [--fresh]'],
  [['--data', '/etc/hostname'], '不是目录'],
])('%j is one clear sentence and a non-zero exit', async (options, words) => {
  const failed = await failing(['--data', data, ...options])

  expect(failed).toMatchObject({ code: 1 })
  expect(failed.stderr).toContain(words)
  expect(failed.stderr.trimEnd().split('\n')).toHaveLength(1)
})

interface Start {
  child: ChildProcess
  exited: Promise<number | null>
  output: { stdout: string; stderr: string }
  /** Waits for words on that stream; throws when the process ends without them. */
  says(stream: 'stdout' | 'stderr', words: string): Promise<void>
}

function begin(options: string[]): Start {
  const child = spawn(process.execPath, [start, ...options], { stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  let ended = false
  child.stdout!.on('data', (chunk) => (output.stdout += chunk))
  child.stderr!.on('data', (chunk) => (output.stderr += chunk))
  const exited = once(child, 'close').then(([code]) => {
    ended = true
    return code as number | null
  })
  const says: Start['says'] = (stream, words) =>
    until(
      words,
      async () => {
        if (output[stream].includes(words)) return true
        if (ended) throw new Error(output.stderr)
        return false
      },
      100,
    ).then(() => undefined)
  return { child, exited, output, says }
}

function failing(options: string[]): Promise<{ code?: number; stderr: string }> {
  return run(process.execPath, [start, ...options]).catch((error: { code: number; stderr: string }) => error)
}

/** The command lines of the processes that work on a directory. Linux only. */
function processesOf(dir: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
      } catch {
        // It ended meanwhile.
        return []
      }
    })
    .filter((line) => line.includes(join(dir, COMPACT)))
}

async function committeeClient(committee: string, role: Role) {
  const { services, tokens } = await readProfile(join(data, COMPACT, committee, 'lianxie.profile.json'))
  const token = await readFile(tokens[role]!, 'utf8')
  return {
    services,
    token,
    client: createClient({
      services: services as Record<ServiceName, string>,
      token: async () => token,
    }),
  }
}

function startOnce(): Promise<{ stdout: string; stderr: string }> {
  return run(process.execPath, [start, '--data', data, '--port', String(port), '--exit'], { maxBuffer: 10_000_000 })
}

const passwordsOf = (committee: string) => join(data, COMPACT, committee, 'database-passwords.json')

/** As if the start that made the passwords had been of a version without that service. */
async function forgetPassword(committee: string, service: string): Promise<void> {
  const { [service]: _, ...others } = JSON.parse(await readFile(passwordsOf(committee), 'utf8'))
  await writeFile(passwordsOf(committee), JSON.stringify(others))
}

/** The first of fifty ports that were free a moment ago. */
async function freeRange(): Promise<number> {
  // Below the range from which the system gives ports to others.
  return 20_000 + ((await freePort()) % 200) * 50
}
