import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Client, createClient, dataOf } from '@lianxie/client'
import { type CommandDefinition, type CommitteeId, joint, type ResultOf, type Role } from '@lianxie/contracts'
import { ageSealer, readBundle, readEntry, type Sealer, type SignedEntry } from '@lianxie/joint-protocol'
import type { Rig, ServiceProcess } from '@lianxie/local/rig'
import type { z } from 'zod'
import { withDatabase } from '../with-database.ts'
import { within } from '../within.ts'
import type { HeldEntry, Holding } from './chains.ts'

export type CompactState = ResultOf<typeof joint.CompactDetail>
export type AlarmState = ResultOf<typeof joint.Alarms>['items'][number]

/** 一方: one committee of a compact, acting through its own instance alone. */
export interface JointSide {
  readonly committee: CommitteeId
  readonly rig: Rig
  readonly process: ServiceProcess
  as(role: Role): Client
  /** One try a request, and nobody waits: what a service says while it is broken. */
  atOnce(role: Role): Client
  /** Prepares an entry and lets it go; answers the id of the signed entry. The same key is the same entry. */
  release<C extends CommandDefinition>(
    command: C,
    body: z.input<C['schema']>,
    key: string,
    signer?: Role,
  ): Promise<string>
  compact(compactId: string): Promise<CompactState>
  alarms(compactId: string): Promise<AlarmState[]>
  connectHub(compactId: string, url: string | null): Promise<void>
  /** How many entries lie in the database: a question that costs the service nothing. */
  stored(compactId: string): Promise<number>
  /** The same as often as `work` asks, over one connection. */
  watchStored<T>(compactId: string, work: (stored: () => Promise<number>) => Promise<T>): Promise<T>
  /** How many entries still wait to be carried to the hub. */
  queued(compactId: string): Promise<number>
  /** Everything that this side has kept, read from its data package. */
  held(compactId: string): Promise<Holding & { signed: SignedEntry[] }>
  /** What opens that which is sealed for this committee. */
  sealer(): Promise<Sealer>
}

export function openJointSide(rig: Rig): JointSide {
  const { committee } = rig
  const clients = new Map<string, Client>()
  const clientOf = (role: Role, attempts: number): Client => {
    const name = `${role} ${attempts}`
    const known = clients.get(name)
    if (known) return known
    const made = createClient({
      services: { joint: rig.service('joint').url },
      token: tokenOf(rig, role),
      retry: { attempts, waitMs: 100 },
      timeoutMs: 60_000,
    })
    clients.set(name, made)
    return made
  }
  const as = (role: Role) => clientOf(role, 40)
  const compact = (compactId: string) => as('STAFF_OFFICE').ask(joint.CompactDetail, { compactId })
  const sealer = async () => {
    const folder = join(rig.dir, 'keys', 'joint', 'sealing')
    const names = (await readdir(folder)).sort()
    return ageSealer(await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8'))))
  }
  return {
    committee,
    rig,
    get process() {
      return rig.service('joint')
    },
    as,
    atOnce: (role) => clientOf(role, 1),
    async release(command, body, key, signer = 'STAFF_OFFICE') {
      // Keys are short and plain, names of entries are for people.
      const short = createHash('sha256').update(key).digest('hex').slice(0, 32)
      const prepared = await as('STAFF_OFFICE').send(command, body, { key: `${short}-draft` })
      const [draft] = dataOf(prepared, joint.DraftPrepared)
      const { draftId, contentHash } = draft!
      const released = await as(signer).send(joint.ReleaseDraft, { draftId, contentHash }, { key: `${short}-release` })
      return dataOf(released, joint.DraftReleased)[0]!.entryId
    },
    compact,
    async alarms(compactId) {
      return (await as('OPS').ask(joint.Alarms, { compactId, limit: 200 })).items
    },
    async connectHub(compactId, url) {
      await as('OPS').send(joint.ConnectHub, { compactId, url })
      if (url === null) return
      await within(30_000, `${committee} to reach the hub`, async () => (await compact(compactId)).hub?.connected)
    },
    stored: (compactId) => counting(rig, 'entry', compactId, (count) => count()),
    watchStored: (compactId, work) => counting(rig, 'entry', compactId, work),
    queued: (compactId) => counting(rig, 'outbox', compactId, (count) => count()),
    async held(compactId) {
      const response = await as('OPS').fetch('joint', `/joint/compacts/${compactId}/bundle`)
      const sealed = new Uint8Array(await response.arrayBuffer())
      const plain = await (await sealer()).open(sealed)
      const bundle = plain && readBundle(plain)
      if (!bundle) throw new Error(`expected a data package of ${committee} that its own key opens`)
      return { holder: committee, entries: bundle.entries.map(heldEntry), signed: bundle.entries }
    },
    sealer,
  }
}

/** Where a signed entry stands on its chain. Throws on bytes that are no entry: members never keep such. */
export function heldEntry({ raw }: SignedEntry): HeldEntry {
  const read = readEntry(raw)
  if ('reason' in read) throw new Error(`expected an entry, got bytes that are turned down as ${read.reason}`)
  const { committee, generation, seq } = read.entry
  return { id: read.id, committee, generation, seq }
}

/** Asks how many rows of a compact a table of the joint service has, as often as `work` wants to know. */
function counting<T>(
  rig: Rig,
  table: 'entry' | 'outbox',
  compactId: string,
  work: (count: () => Promise<number>) => Promise<T>,
): Promise<T> {
  return withDatabase(rig.databaseUrlOf('joint'), (client) =>
    work(async () => {
      const { rows } = await client.query<{ count: number }>(
        `select count(*)::int as count from ${table} where compact_id = $1`,
        [compactId],
      )
      return rows[0]!.count
    }),
  )
}

/** A token that is renewed before its second factor is too old to sign with. */
function tokenOf(rig: Rig, role: Role): () => Promise<string> {
  let token: Promise<string> | undefined
  let madeAt = 0
  return () => {
    if (!token || Date.now() - madeAt > 240_000) {
      madeAt = Date.now()
      token = rig.token({ id: `faults-${role.toLowerCase()}`, role })
    }
    return token
  }
}
