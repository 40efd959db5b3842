import { Refusal } from '@lianxie/contracts'
import {
  completeFounding,
  fileJournal,
  FoundingBundle,
  type Member,
  openMember,
  ProtocolRefusal,
} from '@lianxie/joint-protocol'
import { type FileStore, openFiles, type Runtime, type Tx } from '@lianxie/service-kit'
import { refusalOfReason } from '../domain/refusal-of-reason.ts'
import type { Keyring } from '../keyring.ts'
import { entryStore } from '../store/entry-store.ts'
import type { JointTables } from '../store/tables.ts'
import { type Hub, openHub } from './hub.ts'
import { jointFiles } from './joint-files.ts'
import { readTold, tell } from './tell.ts'

export type JointMember = Member<Tx<JointTables>>

/** One compact in force, with this side of it and its way to the hub. */
export interface OpenCompact {
  member: JointMember
  founding: FoundingBundle
  hub: Hub | undefined
  hubUrl: string | null
}

/** The compacts in force, open for as long as the service lives. */
export interface Compacts extends AsyncDisposable {
  keyring: Keyring
  files: FileStore
  /** The member of a compact, with everything committed read in; refuses `compact.not_found`, `compact.not_in_force`. */
  member(compactId: string): Promise<JointMember>
  /** The open compacts by id. */
  open(): ReadonlyMap<string, OpenCompact>
  /** Looks at the table of compacts again: opens what came into force, and takes over a changed hub. */
  reload(): Promise<void>
  /** After a commit: reads it in, tells the other services what follows, and publishes what waits. */
  nudge(compactId: string): void
}

/** How often a side says where it stands, asks for what it misses, and tries again what could not be published. */
const SWEEP_MS = 15_000
const FLUSH_MS = 1_000

export async function openCompacts(
  runtime: Runtime<JointTables>,
  keyring: Keyring,
  journalDir: string,
): Promise<Compacts> {
  const { db, log, clock, committee } = runtime
  const files = await openFiles(runtime.filesDir)
  const store = entryStore(db)
  const journal = fileJournal(journalDir)
  const told = await readTold(runtime)
  const opened = new Map<string, OpenCompact>()
  const working = new Map<string, Promise<void>>()
  let stopped = false

  async function openOne(compactId: string, file: string, hubUrl: string | null): Promise<void> {
    const { bundle } = completeFounding(FoundingBundle.parse(JSON.parse(file)))
    const compact: OpenCompact = { member: undefined as never, founding: bundle, hub: undefined, hubUrl }
    compact.member = await openMember<Tx<JointTables>>({
      committee,
      founding: bundle,
      store,
      journal,
      transport: {
        publish: (envelope) =>
          compact.hub ? compact.hub.transport.publish(envelope) : Promise.reject(new Error('no hub is set')),
      },
      files: jointFiles(files, runtime.filesDir),
      sealer: keyring.sealer,
      signer: keyring.signerOf,
      clock,
    })
    opened.set(compactId, compact)
    connectHub(compactId, compact, hubUrl)
    nudge(compactId)
  }

  function connectHub(compactId: string, compact: OpenCompact, url: string | null): void {
    compact.hubUrl = url
    if (url === null) return
    compact.hub = openHub({
      url,
      seed: keyring.hubSeed,
      compact: compactId,
      committee,
      log,
      receive: async (delivery) => {
        await compact.member.receive(delivery)
        const [, , carrier] = delivery.subject.split('.')
        await heard(compactId, carrier!)
        nudge(compactId)
      },
      back: () => {
        nudge(compactId)
        void settle(compactId, () => compact.member.announce())
      },
    })
  }

  async function heard(compactId: string, carrier: string): Promise<void> {
    const at = clock.now()
    await db
      .insertInto('heard')
      .values({ compact_id: compactId, committee: carrier, at })
      .onConflict((conflict) => conflict.columns(['compact_id', 'committee']).doUpdateSet({ at }))
      .execute()
  }

  /** Work on a compact outside of requests: one after the other, logged when it fails, tried again by the next sweep. */
  function settle(compactId: string, work: () => Promise<unknown>): Promise<void> {
    const before = working.get(compactId) ?? Promise.resolve()
    const next = before.then(work).then(
      () => undefined,
      (err: unknown) => {
        if (!stopped) log.warn({ compact: compactId, err }, 'work on a compact failed and will be tried again')
      },
    )
    working.set(compactId, next)
    return next
  }

  const nudged = new Set<string>()
  function nudge(compactId: string): void {
    const compact = opened.get(compactId)
    if (!compact || nudged.has(compactId) || stopped) return
    // Many nudges while one is at work are one more round, not many.
    nudged.add(compactId)
    void settle(compactId, async () => {
      nudged.delete(compactId)
      await compact.member.refresh()
      await tell(runtime, compact.member, told)
      if (compact.hub?.connected()) await compact.member.flush()
    })
  }

  async function reload(): Promise<void> {
    const rows = await db
      .selectFrom('compact')
      .select(['compact_id', 'file', 'hub_url'])
      .where('stage', '=', 'IN_FORCE')
      .execute()
    for (const { compact_id, file, hub_url } of rows) {
      const compact = opened.get(compact_id)
      if (!compact) await openOne(compact_id, file, hub_url)
      else if (compact.hubUrl !== hub_url) {
        await compact.hub?.[Symbol.asyncDispose]()
        compact.hub = undefined
        connectHub(compact_id, compact, hub_url)
      }
    }
  }

  await reload()
  const timers = [
    setInterval(() => opened.forEach((_, id) => nudge(id)), FLUSH_MS),
    setInterval(() => {
      void reload().catch((err: unknown) => log.warn({ err }, 'the table of compacts could not be read'))
    }, SWEEP_MS),
    setInterval(
      () =>
        opened.forEach((compact, id) => {
          void settle(id, async () => {
            await compact.member.sweep()
            if (compact.hub?.connected()) await compact.member.announce()
          })
        }),
      SWEEP_MS,
    ),
  ]

  return {
    keyring,
    files,
    async member(compactId) {
      const compact = opened.get(compactId)
      if (!compact) {
        const row = await db
          .selectFrom('compact')
          .select('stage')
          .where('compact_id', '=', compactId)
          .executeTakeFirst()
        throw new Refusal(row ? 'compact.not_in_force' : 'compact.not_found', { field: 'compactId' })
      }
      await compact.member.refresh()
      return compact.member
    },
    open: () => opened,
    reload,
    nudge,
    async [Symbol.asyncDispose]() {
      stopped = true
      timers.forEach(clearInterval)
      for (const { hub } of opened.values()) await hub?.[Symbol.asyncDispose]()
      await Promise.all(working.values())
    },
  }
}

/** Runs an operation of the protocol; what it turns down becomes a Refusal of the platform. */
export async function asRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ProtocolRefusal) throw refusalOfReason(error.code, { zh: error.zh, en: error.en })
    throw error
  }
}
