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
import { provisionDatabase } from '@lianxie/service-kit'
import { takeNatsAccount } from '@lianxie/service-kit/testing'
import type { Page } from 'playwright-core'
import { inject } from 'vitest'
import { freePort } from './free-port.ts'

/** 一个委员会 as people meet it: its pages, its six services and its identity, on a database and streams of its own. */
export interface Committee extends AsyncDisposable {
  /** The one address of its pages. */
  url: string
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

/** 统一身份认证 that people of the committee may sign in with. */
interface Sso {
  discoveryUrl: string
  clientId: string
  clientSecret: string
}

/** Starts 吴江 with its people and the institutions of the sample; with `proposals` and `supervision` the lives of theirs too. */
export async function startCommittee(
  sample: { proposals?: boolean; supervision?: boolean; provider?: (callback: string) => Promise<Sso> } = {},
): Promise<Committee> {
  await using life = new AsyncDisposableStack()
  const committee = CommitteeId.parse('wujiang-cppcc')
  const dataDir = await mkdtemp(join(tmpdir(), 'lianxie-browser-'))
  life.defer(() => rm(dataDir, { recursive: true, force: true }))
  const [identity, directory, consultations, proposals, supervision, joint, portal] = await Promise.all(
    Array.from({ length: 7 }, freePort),
  )
  const password = randomBytes(12).toString('base64url')
  const databaseUrls = await provisionDatabase({
    adminUrl: inject('adminUrl'),
    database: `browser_${randomUUID().replaceAll('-', '').slice(0, 12)}`,
    services: Object.keys(contexts),
    passwordOf: () => password,
  })
  const { servers, auth } = await takeNatsAccount(inject('adminUrl'))
  await buildPages()
  const url = `http://127.0.0.1:${portal}`
  const settings = {
    committee,
    name: '政协苏州市吴江区委员会',
    dataDir,
    nats: { servers, auth, gateway: auth },
    databaseUrls,
    ports: {
      identity: identity!,
      directory: directory!,
      consultations: consultations!,
      proposals: proposals!,
      supervision: supervision!,
      joint: joint!,
      portal: portal!,
    },
    publicUrl: url,
    ...(sample.provider && { sso: await sample.provider(`${url}/auth/callback/sso`) }),
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
  const side = openSide({ committee, name: committee, urls: services.urls }, people, () => undefined)
  await people.open(OF_OFFICES)
  const loaded = await loadSample(side, [committee])
  await people.open(FOR_OTHERS, await whomOf(side))
  if (sample.proposals) await loadProposals(side, loaded)
  if (sample.supervision) await loadSupervision(side, loaded)

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
    side,
    databaseUrls,
    loaded,
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
