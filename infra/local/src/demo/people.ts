import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { type Client, createClient, RefusedError } from '@lianxie/client'
import { type CommitteeId, identity as i, type Role } from '@lianxie/contracts'
import { DEMO_ACCOUNTS, type DemoName } from './demo-accounts.ts'
import type { Whom } from './side.ts'
import { type Credentials, type SignedIn, signIn, SignInError } from './signed-in.ts'

/** 演示人员 of one committee: who acts in its name, each signed in at its own identity. */
export interface DemoPeople {
  committee: CommitteeId
  /** Opens the accounts of these people, each once: the rest of a broken start is done by the next. */
  open(names: readonly DemoName[], whom?: Partial<Record<string, Whom>>): Promise<void>
  tokenOf(name: string): Promise<string>
  /** What people sign in with, for whoever looks at the demo. */
  credentials(): Promise<Readonly<Record<string, Credentials>>>
}

/** The two who open accounts for the others. */
const OPERATORS = ['operator', 'approver'] as const satisfies readonly DemoName[]
/** Those who sign, or act in a role that asks for a second factor. */
const WITH_SECOND_FACTOR: readonly DemoName[] = [...OPERATORS, 'chair']
/** Until then the demo's roles last. */
const DAYS = 3 * 365

/** What is kept of one person; `oneTime` until it was changed. */
interface Kept extends Credentials {
  oneTime?: string
  opened?: true
}

export function demoPeople(options: {
  committee: CommitteeId
  identityUrl: string
  /** The origin of the pages that people use. */
  origin: string
  /** Holds what they sign in with. */
  file: string
  /** The one-time passwords of the first operators, as `first-operator` has printed them. */
  operatorsFile: string
}): DemoPeople {
  const { committee, identityUrl, origin, file, operatorsFile } = options
  const sessions = new Map<string, Promise<SignedIn>>()
  let kept: Promise<Record<string, Kept>> | undefined
  const people = () => (kept ??= readKept(file))
  const keep = async (name: string, change: Kept) => {
    const all = await people()
    all[name] = change
    await writeFile(`${file}.new`, JSON.stringify(all, null, 2), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }

  const sessionOf = (name: string): Promise<SignedIn> => {
    const begun =
      sessions.get(name) ??
      (async () => {
        const who = (await people())[name]
        if (!who?.opened) throw new Error(`expected ${name} to have an account in ${committee}`)
        return signIn(identityUrl, origin, who)
      })()
    sessions.set(name, begun)
    begun.catch(() => sessions.delete(name))
    return begun
  }
  const tokenOf = async (name: string): Promise<string> => {
    try {
      return await (await sessionOf(name)).token()
    } catch (error) {
      if (!(error instanceof SignInError) || error.code !== 'auth.missing') throw error
      // A working day is over: a new one begins with a new session.
      sessions.delete(name)
      return await (await sessionOf(name)).token()
    }
  }
  const clientOf = (name: string): Client =>
    createClient({ services: { identity: identityUrl }, token: () => tokenOf(name) })

  /** From a one-time password to a person who can act; every step may have been done before. */
  const settle = async (name: DemoName, oneTime: string): Promise<void> => {
    const before = (await people())[name]
    const who: Kept = before?.oneTime === oneTime ? before : { userName: name, password: newPassword(), oneTime }
    await keep(name, who)
    const session = await firstSession(who, oneTime)
    if (WITH_SECOND_FACTOR.includes(name) && !(await session.session()).hasSecondFactor) {
      await session.enrol(who.password, (secret) => keep(name, { ...who, secret }))
    }
    const { oneTime: _, ...settled } = (await people())[name]!
    await keep(name, { ...settled, opened: true })
    sessions.set(name, Promise.resolve(session))
  }
  const firstSession = async (who: Kept, oneTime: string): Promise<SignedIn> => {
    try {
      const first = await signIn(identityUrl, origin, { userName: who.userName, password: oneTime })
      await first.post('change-password', { currentPassword: oneTime, newPassword: who.password })
      return first
    } catch (error) {
      // It was changed before a start broke off.
      if (!(error instanceof SignInError) || error.code !== 'sign_in.wrong') throw error
      return await signIn(identityUrl, origin, who)
    }
  }

  const openOperators = async (): Promise<void> => {
    const all = await people()
    const waiting = OPERATORS.filter((name) => !all[name]?.opened)
    if (waiting.length === 0) return
    const lines = (await readFile(operatorsFile, 'utf8')).trim().split('\n')
    const passwords = new Map(lines.map((line) => line.split(' ') as [string, string]))
    for (const name of waiting) await settle(name, passwords.get(name)!)
  }

  return {
    committee,
    tokenOf,
    credentials: people,
    async open(names, whom = {}) {
      await openOperators()
      const all = await people()
      const missing = names.filter((name) => !all[name]?.opened && !(OPERATORS as readonly string[]).includes(name))
      if (missing.length === 0) return
      const [first, second] = OPERATORS.map(clientOf) as [Client, Client]
      const { accountIds, passwords } = await openAccounts(first, missing, whom)
      const grantIds: string[] = []
      for (const name of missing) {
        // Of somebody who was given one by a start that broke off; roles are confirmed after it.
        if (!passwords.has(name)) passwords.set(name, await resetPassword(first, accountIds.get(name)!))
        const proposed = await onceHeard(() => propose(first, accountIds.get(name)!, name, whom[name]))
        if (proposed !== undefined) grantIds.push(proposed)
      }
      if (grantIds.length > 0) await second.send(i.ApproveRoleGrant, { grantIds })
      for (const name of missing) await settle(name, passwords.get(name)!)
    },
  }

  /** By name, the accounts, and the one-time passwords of those that are new; those of an earlier start are found again. */
  async function openAccounts(
    client: Client,
    names: readonly DemoName[],
    whom: Partial<Record<string, Whom>>,
  ): Promise<{ accountIds: Map<string, string>; passwords: Map<string, string> }> {
    const accountIds = new Map<string, string>()
    for await (const row of client.rows(i.Accounts, {})) accountIds.set(row.userName, row.accountId)
    const missing = names.filter((name) => !accountIds.has(name))
    if (missing.length === 0) return { accountIds, passwords: new Map() }
    const accounts = missing.map((name) => {
      const personId = whom[name]?.member
      return { userName: name, ...(personId !== undefined && { personId }) }
    })
    const { events } = await onceHeard(() => client.send(i.CreateAccounts, { accounts }))
    for (const [index, name] of missing.entries()) accountIds.set(name, events[index]!.data['accountId'] as string)
    return { accountIds, passwords: await takeAway(events[0]!.data['handoutId'] as string) }
  }

  /** Undefined when the account has its role, or it waits for approval, which is given once more. */
  async function propose(client: Client, accountId: string, name: DemoName, whom?: Whom): Promise<string | undefined> {
    const role = DEMO_ACCOUNTS[name] as Role & i.GrantableRole
    const { items } = await client.ask(i.RoleGrants, { accountId, role, limit: 50 })
    const standing = items.find(({ state }) => state !== 'ENDED')
    if (standing) return standing.state === 'PROPOSED' ? standing.grantId : undefined
    const { events } = await client.send(i.ProposeRoleGrant, {
      accountIds: [accountId],
      role,
      ...(whom?.units && { unitIds: [...whom.units] }),
      fromOn: dayIn(0),
      untilOn: dayIn(DAYS),
      reason: '演示',
    })
    return events[0]!.data['grantId'] as string
  }

  async function resetPassword(client: Client, accountId: string): Promise<string> {
    const { events } = await client.send(i.ResetPassword, { accountId, reason: '演示' })
    const [password] = (await takeAway(events[0]!.data['handoutId'] as string)).values()
    return password!
  }

  /** By user name, the one-time passwords of a handout. */
  async function takeAway(handoutId: string): Promise<Map<string, string>> {
    const response = await fetch(`${identityUrl}/identity/handouts/${handoutId}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await tokenOf(OPERATORS[0])}` },
    })
    if (!response.ok) throw new Error(`identity gave no one-time passwords: ${await response.text()}`)
    const [, ...lines] = (await response.text()).trim().split('\r\n')
    return new Map(lines.map((line) => line.split(',').slice(0, 2) as [string, string]))
  }
}

/** Tries again while identity has not heard yet what the directory tells. */
async function onceHeard<T>(work: () => Promise<T>): Promise<T> {
  const end = Date.now() + 30_000
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const isEarly =
        error instanceof RefusedError && ['account.unknown_person', 'role.unknown_unit'].includes(error.code)
      if (!isEarly || Date.now() > end) throw error
      await new Promise((done) => setTimeout(done, 100))
    }
  }
}

const dayIn = (days: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() + days * 86_400_000))

const newPassword = () => `Lx-${randomBytes(9).toString('base64url')}-7`

async function readKept(file: string): Promise<Record<string, Kept>> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    throw error
  }
}
