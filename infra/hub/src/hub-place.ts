import { chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { isAbsolute, join, resolve } from 'node:path'
import { FoundingBundle } from '@lianxie/joint-protocol'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { z } from 'zod'
import { type AdminKey, adminKeyOf, newAdminKey } from './admin-key.ts'
import { type CompactPlan, type HubCompact, planOf, signedByAll } from './compact-plan.ts'
import { type HubConfig, hubConfig } from './hub-config.ts'
import { HubError } from './hub-error.ts'
import { STREAM_LIMITS } from './provision-hub.ts'

/** What the operator decides about a hub; `hub.json`. Paths are relative to its folder. */
export const HubSettings = z.strictObject({
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/),
  /** Where the server listens. */
  host: z.string().min(1).max(253),
  port: z.int().min(1).max(65_535),
  /** The operator's own way to the server; `host` and `port` unless given. */
  adminUrl: z.url({ protocol: /^(nats|tls)$/ }).optional(),
  tls: z.strictObject({ certFile: z.string().min(1), keyFile: z.string().min(1) }).optional(),
  /** What the tool writes for the server. */
  configFile: z.string().regex(/^[\w.-]{1,60}$/),
  maxBytesPerCompact: z.int().positive(),
  maxMessagesPerCompact: z.int().positive(),
})
export type HubSettings = z.infer<typeof HubSettings>

const Departure = z.strictObject({ committee: z.string(), at: z.iso.datetime(), reason: z.string() })
/** A registered compact, `compacts/<id>.json`. */
const Registration = z.strictObject({
  bundle: FoundingBundle,
  registeredAt: z.iso.datetime(),
  left: z.array(Departure),
})
export type Registration = z.infer<typeof Registration>

/** A hub as it lies in a folder: settings, the operator's key, the foundings, and the configuration made of them. */
export interface HubPlace {
  dir: string
  settings: HubSettings
  admin: AdminKey
  registrations: Registration[]
}

const KEY = 'admin.nk'

/** What is decided when a hub is made; the rest has defaults. */
export type NewHub = Pick<HubSettings, 'name'> & Partial<HubSettings>

/** 交换节点: lays out a new hub with a key of its own. Throws `hub.exists` where one is. */
export async function initHub(dir: string, given: NewHub): Promise<HubPlace> {
  const settings = HubSettings.parse({
    host: '127.0.0.1',
    port: 4222,
    configFile: 'hub.conf',
    maxBytesPerCompact: STREAM_LIMITS.maxBytes,
    maxMessagesPerCompact: STREAM_LIMITS.maxMessages,
    ...given,
  })
  await mkdir(join(dir, 'compacts'), { recursive: true, mode: 0o700 })
  await chmod(dir, 0o700)
  try {
    await writeFile(join(dir, 'hub.json'), jsonText(settings), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
    throw new HubError('hub.exists', `${dir} 已有交换节点`, `${dir} holds a hub already`, { cause: error })
  }
  await writeFile(join(dir, KEY), `${newAdminKey().seed}\n`, { flag: 'wx', mode: 0o600 })
  const place = await openHub(dir)
  await writeConfig(place)
  return place
}

/** Opens the hub of a folder with these settings, or lays it out where there is none. */
export async function ensureHub(dir: string, given: NewHub): Promise<HubPlace> {
  try {
    const place = await openHub(dir)
    place.settings = HubSettings.parse({ ...place.settings, ...given })
    await replaceFile(join(dir, 'hub.json'), jsonText(place.settings))
    return place
  } catch (error) {
    if (error instanceof HubError && error.code === 'hub.not_found') return await initHub(dir, given)
    throw error
  }
}

/** Reads a hub's folder; throws `hub.not_found` where there is none and `hub.unreadable` where a file is broken. */
export async function openHub(dir: string): Promise<HubPlace> {
  const settings = await readJson(join(dir, 'hub.json'), HubSettings)
  const admin = adminKeyOf((await readFile(join(dir, KEY), 'utf8')).trim())
  const names = (await readdir(join(dir, 'compacts'))).filter((name) => name.endsWith('.json')).sort()
  const registrations = await Promise.all(names.map((name) => readJson(join(dir, 'compacts', name), Registration)))
  return { dir: resolve(dir), settings, admin, registrations }
}

/** Registers a compact; false when it is registered already. Throws `founding.*` unless all sides have signed. */
export async function registerCompact(
  place: HubPlace,
  file: Uint8Array,
  now: Date,
): Promise<{ plan: CompactPlan; added: boolean }> {
  const { bundle, compact } = signedByAll(file)
  const known = find(place, compact)
  if (known) return { plan: planOf(compactOf(known)), added: false }
  const registration = { bundle, registeredAt: now.toISOString(), left: [] }
  // Before anything is written: the new one must go together with those that are here.
  hubConfig([...place.registrations, registration].map(compactOf), place.admin)
  await save(place, compact, registration)
  place.registrations.push(registration)
  await writeConfig(place)
  return { plan: planOf(registration), added: true }
}

/** 退出: takes a member's access away, for good. False when that was done before. */
export async function removeMember(
  place: HubPlace,
  { compact, committee, reason }: { compact: string; committee: string; reason: string },
  now: Date,
): Promise<boolean> {
  const registration = find(place, compact)
  if (!registration) {
    throw new HubError('hub.no_compact', `没有登记机制 ${compact}`, `the compact ${compact} is not registered`)
  }
  if (registration.left.some((departure) => departure.committee === committee)) return false
  const left = [...registration.left, { committee, at: now.toISOString(), reason }]
  // Refuses who is no member before anything is written.
  planOf(compactOf({ ...registration, left }))
  registration.left = left
  await save(place, compact, registration)
  await writeConfig(place)
  return true
}

export const plansOf = (place: HubPlace): CompactPlan[] => place.registrations.map((one) => planOf(compactOf(one)))

/** The whole configuration of the server, as it is written to `hub.conf`. */
export function serverConfig({ dir, settings, admin, registrations }: HubPlace): HubConfig {
  const { jetstream, ...rest } = hubConfig(registrations.map(compactOf), admin)
  const inside = (path: string) => (isAbsolute(path) ? path : join(dir, path))
  const { tls } = settings
  return {
    server_name: settings.name,
    listen: `${settings.host}:${settings.port}`,
    pid_file: join(dir, 'hub.pid'),
    ...(tls && { tls: { cert_file: inside(tls.certFile), key_file: inside(tls.keyFile) } }),
    ...rest,
    jetstream: { store_dir: join(dir, 'jetstream'), ...jetstream },
  }
}

export const configFile = ({ dir, settings }: Pick<HubPlace, 'dir' | 'settings'>): string =>
  join(dir, settings.configFile)

/** Writes `hub.conf`; false when it is already what it should be. */
export async function writeConfig(place: HubPlace): Promise<boolean> {
  if (await isConfigCurrent(place)) return false
  await replaceFile(configFile(place), jsonText(serverConfig(place)))
  return true
}

export async function isConfigCurrent(place: HubPlace): Promise<boolean> {
  const written = await readFile(configFile(place), 'utf8').catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  })
  return written === jsonText(serverConfig(place))
}

/** The id of the server's process as it wrote it down; undefined when it does not run. */
export async function serverPid({ dir }: HubPlace): Promise<number | undefined> {
  const text = await readFile(join(dir, 'hub.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined
}

/** Makes a running server read its configuration anew; members stay connected. */
export function reloadServer(pid: number): void {
  process.kill(pid, 'SIGHUP')
}

/** The operator's connection. */
export async function connectAdmin({ settings, admin }: HubPlace): Promise<NatsConnection> {
  const host = ['0.0.0.0', '::', '[::]'].includes(settings.host) ? '127.0.0.1' : settings.host
  return await connect({
    servers: settings.adminUrl ?? `${settings.tls ? 'tls' : 'nats'}://${host}:${settings.port}`,
    name: 'hub operator',
    authenticator: nkeyAuthenticator(new TextEncoder().encode(admin.seed)),
    timeout: 5_000,
    reconnect: false,
  })
}

/** The secret files of a hub that others than its owner can read. */
export async function exposedFiles({ dir, settings }: HubPlace): Promise<string[]> {
  const modes = await Promise.all(
    [KEY, settings.configFile, 'hub.json'].map(async (name) => ({ name, mode: (await stat(join(dir, name))).mode })),
  )
  return modes.filter(({ mode }) => (mode & 0o077) !== 0).map(({ name }) => join(dir, name))
}

const compactOf = ({ bundle, left }: Pick<Registration, 'bundle' | 'left'>): HubCompact => ({
  bundle,
  left: left.map(({ committee }) => committee),
})

const find = (place: HubPlace, compact: string): Registration | undefined =>
  place.registrations.find(({ bundle }) => signedByAll(bundle).compact === compact)

const save = (place: HubPlace, compact: string, registration: Registration): Promise<void> =>
  replaceFile(join(place.dir, 'compacts', `${compact}.json`), jsonText(registration))

async function replaceFile(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600, flush: true })
  await rename(`${path}.new`, path)
}

async function readJson<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S>> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch (error) {
    if (isCode(error, 'ENOENT'))
      throw new HubError('hub.not_found', `${path} 不存在`, `${path} is not there`, { cause: error })
    throw new HubError('hub.unreadable', `${path} 无法读取`, `${path} cannot be read`, { cause: error })
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return isCode(error, 'EPERM')
  }
}

const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
const isCode = (error: unknown, code: string): boolean => (error as NodeJS.ErrnoException | undefined)?.code === code
