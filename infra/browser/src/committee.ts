import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommitteeId, contexts } from '@lianxie/contracts'
import {
  accountsFileOf,
  codeAt,
  type Credentials,
  demoPeople,
  FOR_OTHERS,
  type Loaded,
  loadProposals,
  loadSample,
  loadSupervision,
  OF_OFFICES,
  openSide,
  operatorsFileOf,
  type Side,
  startCommittee as startProcess,
  whomOf,
} from '@lianxie/local/demo'
import { buildPages } from '@lianxie/portal/build'
import { committeeOf } from '@lianxie/sample-data'
import { provisionDatabase } from '@lianxie/service-kit'
import type { Page } from 'playwright-core'
import { freePort } from './free-port.ts'

/** 一个委员会 as people meet it: its pages, its services and its identity, on a database and streams of its own. */
export interface Committee extends AsyncDisposable {
  /** The one address of its pages. */
  url: string
  /** Of the process that its services run in. */
  pid: number
  /** The same people by way of the services: what a story needs beforehand, and what it looks up afterwards. */
  side: Side
  /** Of each service's database, for what only a broken database shows. */
  databaseUrls: Readonly<Record<string, string>>
  /** What was loaded of the sample: members, units, plan items. */
  loaded: Loaded
  /** Signs in by the page, with the authenticator where the person has one, and waits for `to`. */
  signIn(page: Page, name: string, to: string): Promise<void>
  /** A code of the person's authenticator that was not used yet. */
  codeOf(name: string): Promise<string>
}

/** A committee whose offices are there and nothing else: no members, no units, no plan. */
export type Offices = Omit<Committee, 'loaded'>

/** 统一身份认证 that people of the committee may sign in with. */
interface Sso {
  discoveryUrl: string
  clientId: string
  clientSecret: string
}

/** A PostgreSQL and a NATS server that are there. */
export interface Servers {
  /** Of a PostgreSQL superuser. */
  adminUrl: string
  nats: { servers: string; auth: { user: string; pass: string }; gateway: { user: string; pass: string } }
}

export interface Sample {
  proposals?: boolean
  supervision?: boolean
  provider?: (callback: string) => Promise<Sso>
  /** 通知: a mail server and hosts of robots. */
  notices?: Record<string, unknown>
}

/** One committee on the servers of this test run. */
export const startCommittee = async (sample?: Sample): Promise<Committee> => openCommittee(await testServers(), sample)

/** The offices of a committee of the sample on the servers of this test run. */
export const startOffices = async (id: string): Promise<Offices> => openOffices(id, await testServers())

async function testServers(): Promise<Servers> {
  // The bench opens committees where no vitest runs.
  const [{ inject }, { takeNatsAccount }] = await Promise.all([
    import('vitest'),
    import('@lianxie/service-kit/testing'),
  ])
  const adminUrl = inject('adminUrl')
  const { servers, auth } = await takeNatsAccount(adminUrl)
  return { adminUrl, nats: { servers, auth, gateway: auth } }
}

/** Starts 吴江 with its people and the institutions of the sample; with `proposals` and `supervision` the lives of theirs too. */
export async function openCommittee(servers: Servers, sample: Sample = {}): Promise<Committee> {
  await using life = new AsyncDisposableStack()
  const offices = life.use(await openOffices('wujiang-cppcc', servers, sample))
  const { side } = offices
  const loaded = await loadSample(side, [side.committee])
  await side.people.open(FOR_OTHERS, await whomOf(side))
  if (sample.proposals) await loadProposals(side, loaded)
  if (sample.supervision) await loadSupervision(side, loaded)
  const kept = life.move()
  return { ...offices, loaded, [Symbol.asyncDispose]: () => kept.disposeAsync() }
}

/** Starts a committee of the sample with those who act in the name of its offices. */
async function openOffices(
  id: string,
  { adminUrl, nats }: Servers,
  { provider, notices: noticesSettings }: Sample = {},
): Promise<Offices> {
  await using life = new AsyncDisposableStack()
  const committee = CommitteeId.parse(id)
  const dataDir = await mkdtemp(join(tmpdir(), 'lianxie-browser-'))
  life.defer(() => rm(dataDir, { recursive: true, force: true }))
  const [identity, directory, consultations, proposals, supervision, joint, notices, portal] = await Promise.all(
    Array.from({ length: 8 }, freePort),
  )
  const password = randomBytes(12).toString('base64url')
  const databaseUrls = await provisionDatabase({
    adminUrl,
    database: `browser_${randomUUID().replaceAll('-', '').slice(0, 12)}`,
    services: Object.keys(contexts),
    passwordOf: () => password,
  })
  await buildPages()
  const url = `http://127.0.0.1:${portal}`
  const settings = {
    committee,
    name: committeeOf(committee).fullName,
    dataDir,
    nats,
    databaseUrls,
    ports: {
      identity: identity!,
      directory: directory!,
      consultations: consultations!,
      proposals: proposals!,
      supervision: supervision!,
      joint: joint!,
      notices: notices!,
      portal: portal!,
    },
    publicUrl: url,
    ...(provider && { sso: await provider(`${url}/auth/callback/sso`) }),
    ...(noticesSettings && { notices: noticesSettings }),
    logLevel: 'error',
  }
  const services = await startProcess(settings, new AbortController().signal)
  life.defer(() => services.stop())

  const people = demoPeople({
    committee,
    identityUrl: services.urls.identity,
    origin: url,
    file: accountsFileOf(dataDir),
    operatorsFile: operatorsFileOf(dataDir),
  })
  const side = openSide(
    { committee, name: committeeOf(committee).fullName, urls: services.urls },
    people,
    () => undefined,
  )
  await people.open(OF_OFFICES)

  const personOf = async (name: string): Promise<Credentials> => {
    const person = (await people.credentials())[name]
    if (!person) throw new Error(`expected an account of ${name}`)
    return person
  }
  const codeOf = async (name: string) => {
    const { secret } = await personOf(name)
    if (secret === undefined) throw new Error(`expected ${name} to have an authenticator`)
    // The half minute to come counts already; what was used, here or by way of the services, counts once.
    const counter = Math.max(Math.floor(Date.now() / 30_000) + 1, (used.get(name) ?? 0) + 1)
    used.set(name, counter)
    while (counter > Math.floor(Date.now() / 30_000) + 1) await new Promise((done) => setTimeout(done, 250))
    return codeAt(secret, counter)
  }
  const used = new Map<string, number>()
  const kept = life.move()
  return {
    url,
    pid: services.pid,
    side,
    databaseUrls,
    codeOf,
    async signIn(page, name, to) {
      const person = await personOf(name)
      await page.goto(`/sign-in?to=${encodeURIComponent(to)}`)
      await page.getByLabel('账号').fill(person.userName)
      await page.getByLabel('密码').fill(person.password)
      await page.getByRole('button', { name: '登录', exact: true }).click()
      if (person.secret !== undefined) {
        await page.getByLabel('动态验证码').fill(await codeOf(name))
        await page.keyboard.press('Enter')
      }
      await page.waitForURL(`**${to}`)
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
