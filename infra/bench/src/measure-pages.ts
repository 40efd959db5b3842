import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { DESK, openBrowser, openPage, PHONE } from '@lianxie/browser'
import { type Committee, openCommittee, type Sample } from '@lianxie/browser/committee'
import { largestPaint, scrollDown, simulateLine, watchPaint } from '@lianxie/browser/page-figures'
import { CommitteeId, proposals as p } from '@lianxie/contracts'
import { openCommitteeNats } from '@lianxie/local/demo'
import { createRandom } from '@lianxie/local/random'
import { natsServer, postgresServer } from '@lianxie/local/rig'
import { fillProposals } from './data/fill-proposals.ts'
import { proposalWorld } from './data/proposal-lives.ts'
import { repliedCase } from './data/replied-case.ts'
import { cpuSecondsOfTree } from './machine-load.ts'

type Page = Awaited<ReturnType<typeof openPage>>['page']
type Size = Parameters<typeof openPage>[2]

// `node src/measure-pages.ts [proposals]`: how soon pages stand in a real browser, each time in a new one: those of members on the
// telephone over a simulated 4G line, and the docket of ten thousand proposals at the desk, which is then scrolled through.
const count = Number(process.argv[2] ?? 10_000)
const TIMES = 5
/** Bytes a second and milliseconds: what Lighthouse calls slow 4G, and what browsers' tools call fast 4G. */
const LINES = {
  'slow 4G (1.6 Mbit/s, 150 ms)': { down: 200_000, up: 93_750, latency: 150 },
  'fast 4G (9 Mbit/s, 60 ms)': { down: 1_125_000, up: 187_500, latency: 60 },
}

await using browser = { it: await openBrowser(), [Symbol.asyncDispose]: () => browser.it.close() }
await withCommittee({ proposals: true }, measureMembers)
await withCommittee({}, measureDocket)

async function measureMembers({ committee }: Opened): Promise<void> {
  const proposalId = await repliedCase(committee)
  for (const [line, limits] of Object.entries(LINES)) {
    for (const path of ['/m', `/m/proposals/${proposalId}/rate`]) {
      const found = await fresh(committee, 'member', PHONE, path, (page) => simulateLine(page, limits))
      console.log(`${line}  ${path.replace(proposalId, '…')}  largest contentful paint ${told(found)}`)
    }
  }
}

async function measureDocket({ committee, fill }: Opened): Promise<void> {
  await fill()
  await atRest()
  const { total } = await committee.side.as('proposal').ask(p.Docket, { limit: 1 })
  const rows: number[] = []
  const found = await fresh(committee, 'proposal', DESK, '/proposals', undefined, async (page, began) => {
    await page.locator('main tbody tr').nth(10).waitFor()
    rows.push(performance.now() - began)
  })
  console.log(`docket of ${total} proposals: largest contentful paint ${told(found)}, its rows ${told(rows)}`)
  await using opened = await openPage(browser.it, committee.url, DESK)
  await committee.signIn(opened.page, 'proposal', '/proposals')
  await opened.page.locator('main tbody tr').nth(10).waitFor()
  console.log(`scrolled through: ${await scrolled(opened.page)}`)
}

/** What was filled in is taken in by every service first: for two seconds nothing has much to do. */
async function atRest(): Promise<void> {
  for (let second = 0; second < 180; second += 2) {
    const before = cpuSecondsOfTree(process.pid)
    await pause(2_000)
    if (cpuSecondsOfTree(process.pid) - before < 0.2) return
  }
  throw new Error('expected the services to come to rest within three minutes')
}

/** Opens a page in a new browser with nothing kept, several times; milliseconds until its largest part was painted. */
async function fresh(
  committee: Committee,
  name: string,
  size: Size,
  path: string,
  prepare?: (page: Page) => Promise<void>,
  after?: (page: Page, began: number) => Promise<void>,
): Promise<number[]> {
  await using first = await openPage(browser.it, committee.url, size)
  await committee.signIn(first.page, name, path)
  const storageState = await first.page.context().storageState()
  const found: number[] = []
  for (let time = 0; time < TIMES; time += 1) {
    await using opened = await openPage(browser.it, committee.url, { ...size, storageState })
    const { page } = opened
    await prepare?.(page)
    await watchPaint(page)
    const began = performance.now()
    await page.goto(path)
    await after?.(page, began)
    found.push(await largestPaint(page))
  }
  return found
}

/** How smooth a list runs, and how much of it is in the page. */
async function scrolled(page: Page): Promise<string> {
  const frames = (await scrollDown(page, 300)).toSorted((a, b) => a - b)
  const rows = await page.locator('main tbody tr').count()
  const at = (part: number) => frames[Math.floor(frames.length * part)]!.toFixed(0)
  return `${frames.length} frames, p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; ${rows} rows in the page`
}

interface Opened {
  committee: Committee
  fill: () => Promise<void>
}

/** One committee on durable servers of its own. */
async function withCommittee(sample: Sample, work: (opened: Opened) => Promise<void>): Promise<void> {
  await using life = new AsyncDisposableStack()
  const dir = mkdtempSync(join(tmpdir(), 'lianxie-pages-'))
  chmodSync(dir, 0o755)
  life.defer(() => rmSync(dir, { recursive: true, force: true }))
  const id = CommitteeId.parse('wujiang-cppcc')
  const postgres = await postgresServer({ dataDir: join(dir, 'postgres'), durable: true, log: () => undefined })
  life.defer(() => postgres.stop())
  const { config, auth, gateway } = await openCommitteeNats(id, join(dir, 'secrets'))
  const nats = await natsServer({ name: id, dir: join(dir, 'nats'), config, log: () => undefined })
  life.defer(() => nats.stop())
  const servers = { adminUrl: postgres.url, nats: { servers: nats.url, auth, gateway } }
  const committee = life.use(await openCommittee(servers, sample))
  const environmentOf = (name: string): Record<string, string> => ({
    PATH: process.env['PATH'] ?? '',
    COMMITTEE: id,
    DATABASE_URL: committee.databaseUrls[name]!,
    NATS_URL: nats.url,
    NATS_USER: auth.user,
    NATS_PASSWORD: auth.pass,
    ISSUER: committee.side.urls.identity,
    JWKS_URL: `${committee.side.urls.identity}/identity/jwks.json`,
    FILES_DIR: join(dir, 'files'),
    LOG_LEVEL: 'warn',
  })
  const databaseUrlOf = (name: string) => committee.databaseUrls[name]!
  const fill = () =>
    fillProposals(
      { committee: id, databaseUrlOf, environmentOf },
      { world: proposalWorld(new Date()), count, random: createRandom(7).next, log: () => undefined },
    )
  await work({ committee, fill })
}

function told(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b)
  return `${sorted[Math.floor(sorted.length / 2)]!.toFixed(0)} ms (${sorted[0]!.toFixed(0)} to ${sorted.at(-1)!.toFixed(0)})`
}
