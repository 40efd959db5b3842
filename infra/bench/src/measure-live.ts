import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type ClientRequest, get, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Committee, openCommittee } from '@lianxie/browser/committee'
import { CommitteeId, identity as i, proposals as p } from '@lianxie/contracts'
import { openCommitteeNats, until, whomOf } from '@lianxie/local/demo'
import { natsServer, postgresServer } from '@lianxie/local/rig'

// `node src/measure-live.ts [connections] [changes]`: pages of one committee that hear of changes; half of offices, which hear of all, half of
// units, which watch one case. Ends with 1 when a change was not told to each of them.
const connections = Number(process.argv[2] ?? 2_000)
const OF_ONE_ACCOUNT = 20
const changes = Number(process.argv[3] ?? 20)
/** After so many changes the memory is looked at. */
const LOOK_EACH = 20
/** As the pages gather what they were told, before they ask again. */
const GATHER_MS = 100
/** Pages that show the very case that changes. */
const SHOWING = 100

const dir = mkdtempSync(join(tmpdir(), 'lianxie-live-'))
chmodSync(dir, 0o755)
await using life = new AsyncDisposableStack()
life.defer(() => rmSync(dir, { recursive: true, force: true }))
const committee = CommitteeId.parse('wujiang-cppcc')
const postgres = await postgresServer({ dataDir: join(dir, 'postgres'), durable: true, log: () => undefined })
life.defer(() => postgres.stop())
const { config, auth, gateway } = await openCommitteeNats(committee, join(dir, 'secrets'))
const nats = await natsServer({ name: committee, dir: join(dir, 'nats'), config, log: () => undefined })
life.defer(() => nats.stop())
const opened = await openCommittee(
  { adminUrl: postgres.url, nats: { servers: nats.url, auth, gateway } },
  { proposals: true },
)
life.use(opened)
process.exitCode = await measure(opened)

async function measure(one: Committee): Promise<number> {
  const { side, url } = one
  const { items } = await side.as('unit').ask(p.UnitInbox, { limit: 1, state: 'ACCEPTED' })
  const { proposalId } = items[0]!.proposal
  const water = (await whomOf(side))['unit']!.units![0]!
  const accounts = connections / OF_ONE_ACCOUNT
  const cookies = [
    ...(await signedIn(one, 'office', Math.ceil(accounts / 2), 'STAFF_INFO')),
    ...(await signedIn(one, 'handler', Math.floor(accounts / 2), 'UNIT_HANDLER', [water])),
  ]
  console.error(`${cookies.length} accounts are signed in`)
  const before = rssOf(one.pid)
  const heard: number[][] = []
  const open: ClientRequest[] = []
  const waiting = cookies.flatMap((cookie, at) =>
    Array.from({ length: OF_ONE_ACCOUNT }, () => {
      const times: number[] = []
      heard.push(times)
      const watch = at < cookies.length / 2 ? '' : `?watch=proposals/cases/${proposalId}`
      return () => listen(`${url}/changes${watch}`, cookie, open, () => times.push(performance.now()))
    }),
  )
  const opening = await timed(() => inTurns(waiting, 50))
  console.error(`${heard.length} connections are open`)
  const withAll = rssOf(one.pid)

  const told: number[] = []
  const shown: number[] = []
  const { length: all } = heard
  const memory: number[] = []
  for (let change = 0; change < changes; change += 1) {
    for (const times of heard) times.length = 0
    const message = `第 ${change} 次沟通`
    const began = performance.now()
    await side.as('unit').send(p.SendMessage, { proposalId, unitId: water, message })
    await until('everybody to be told', async () => heard.every(({ length }) => length > 0), 20)
    told.push(...heard.map(([first]) => first! - began))
    const showing = Array.from({ length: SHOWING }, (_, n) => Math.floor(all / 2 + (n * all) / 2 / SHOWING))
    shown.push(
      ...(await Promise.all(
        showing.map(async (n) => {
          const first = heard[n]![0]!
          await pause(Math.max(0, first + GATHER_MS - performance.now()))
          await seen(
            `${url}/api/proposals/cases/${proposalId}/handling`,
            cookies[Math.floor(n / OF_ONE_ACCOUNT)]!,
            message,
          )
          return performance.now() - began
        }),
      )),
    )
    await pause(300)
    if ((change + 1) % LOOK_EACH === 0) memory.push(rssOf(one.pid))
  }
  for (const one of open) one.destroy()

  console.log(`${all} connections of ${cookies.length} accounts   opened in ${(opening / 1000).toFixed(1)} s`)
  console.log(
    `memory of the committee's process   ${before} MB without them, ${withAll} with them; after each ${LOOK_EACH} changes: ${memory.join(', ')}`,
  )
  console.log(`told of a change                    ${percentiles(told)}`)
  console.log(`shown by ${SHOWING} pages of that case     ${percentiles(shown)}`)
  return told.length === all * changes ? 0 : 1
}

/** Cookies of new people in one role, each with a session of its own. */
async function signedIn(
  { side, url }: Committee,
  prefix: string,
  count: number,
  role: i.GrantableRole,
  unitIds?: string[],
): Promise<string[]> {
  const [first, second] = [side.as('operator'), side.as('approver')]
  const names = Array.from({ length: count }, (_, n) => `${prefix}-${n + 1}`)
  const { events } = await first.send(i.CreateAccounts, { accounts: names.map((userName) => ({ userName })) })
  const accountIds = events.map(({ data }) => data['accountId'] as string)
  const day = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)
  const proposed = await first.send(i.ProposeRoleGrant, {
    accountIds,
    role,
    ...(unitIds && { unitIds }),
    fromOn: day(0),
    untilOn: day(9),
    reason: '测量',
  })
  await second.send(i.ApproveRoleGrant, { grantIds: proposed.events.map(({ data }) => data['grantId'] as string) })
  const handout = await fetch(`${side.urls.identity}/identity/handouts/${events[0]!.data['handoutId'] as string}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await side.token('operator')}` },
  })
  const [, ...lines] = (await handout.text()).trim().split('\r\n')
  const cookies: string[] = []
  for (const line of lines) {
    const [userName, password] = line.split(',') as [string, string]
    let cookie = ''
    const post = async (path: string, body: object) => {
      const answer = await fetch(`${url}/identity/${path}`, {
        method: 'POST',
        headers: { origin: url, 'x-lianxie': '1', 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
      })
      if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
      cookie =
        answer.headers
          .getSetCookie()
          .map((one) => one.split(';')[0])
          .join('; ') || cookie
    }
    await post('sign-in', { userName, password })
    await post('change-password', { currentPassword: password, newPassword: `Lx-${randomUUID()}` })
    cookies.push(cookie)
  }
  return cookies
}

/** One page that hears of changes; fulfilled once it is connected. */
function listen(url: string, cookie: string, open: ClientRequest[], onTold: () => void): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const asked = get(url, { agent: false, headers: { cookie, accept: 'text/event-stream' } }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`answered ${response.statusCode}`))
      response.on('data', (part: Buffer) => {
        if (part.includes('data:')) onTold()
        else resolve(response)
      })
      response.on('error', () => undefined)
    })
    asked.on('error', reject)
    open.push(asked)
  })
}

/** Asks as the page does, until the change is there; what is not there after ten times never comes. */
async function seen(url: string, cookie: string, words: string): Promise<void> {
  for (let attempt = 0; attempt < 10; attempt += 1) {
    const answer = await fetch(url, { headers: { cookie } })
    if ((await answer.text()).includes(words)) return
    await pause(GATHER_MS)
  }
  throw new Error(`expected ${url} to show ${words}`)
}

async function inTurns(works: readonly (() => Promise<unknown>)[], atOnce: number): Promise<void> {
  for (let from = 0; from < works.length; from += atOnce)
    await Promise.all(works.slice(from, from + atOnce).map((w) => w()))
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

function percentiles(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!.toFixed(0)
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`
}

function rssOf(pid: number): number {
  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024)
}
