import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as wait } from 'node:timers/promises'
import { Refusal } from '@lianxie/contracts'
import {
  completeFounding,
  fileJournal,
  FoundingBundle,
  type KeptEntry,
  openMember,
  ProtocolRefusal,
} from '@lianxie/joint-protocol'
import { currentTraceparent, type FileStore, openFiles, type Runtime, type Tx } from '@lianxie/service-kit'
import { refusalOfReason } from '../domain/refusal-of-reason.ts'
import type { Keyring } from '../keyring.ts'
import { entryStore } from '../store/entry-store.ts'
import type { JointTables } from '../store/tables.ts'
import { openEntryLog } from './entry-log.ts'
import { filesOf } from './files-of.ts'
import { openHub } from './hub.ts'
import { jointFiles } from './joint-files.ts'
import type { JointMember, OpenCompact } from './open-compact.ts'
import { nothingTold, tell } from './tell.ts'

/** The compacts in force, open for as long as the service lives. */
export interface Compacts extends AsyncDisposable {
  keyring: Keyring
  files: FileStore
  /** The member of a compact, with everything committed read in; refuses `compact.not_found`, `compact.not_in_force`. */
  member(compactId: string, tx?: Tx<JointTables>): Promise<JointMember>
  /** The same as it is known here, without a look at the table: for who enters the chain, and who was just there. */
  known(compactId: string, tx?: Tx<JointTables>): Promise<OpenCompact>
  /** A compact in force with everything about it; refuses as `member` does. Inside a transaction, give it along. */
  of(compactId: string, tx?: Tx<JointTables>): Promise<OpenCompact>
  /** Runs an operation of a member that reads beside the transaction it is given, or opens its own, inside `tx`. */
  within<T>(tx: Tx<JointTables>, work: () => Promise<T>): Promise<T>
  /** Begins the journal of the own chain, by order of people: when they sign the founding or join. Once; then it stays. */
  beginJournal(compactId: string): Promise<void>
  /** Holds off other signatures of the compact until the transaction ends. */
  lock(tx: Tx<JointTables>, compactId: string): Promise<void>
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
const HEARD_MS = 5_000
/**
 * Rounds that tell and publish begin this far apart: alone an entry leaves at once, many leave together. Each packet costs
 * its readers as much as several entries, and a member that was away has to open all of them.
 */
const ROUND_MS = 200

export async function openCompacts(
  runtime: Runtime<JointTables>,
  keyring: Keyring,
  journalDir: string,
): Promise<Compacts> {
  const { db, log, clock, committee } = runtime
  const files = await openFiles(runtime.filesDir)
  const store = entryStore(db)
  const journal = fileJournal(journalDir)
  const opened = new Map<string, OpenCompact>()
  const working = new Map<string, Promise<void>>()
  const lastHeard = new Map<string, number>()
  let stopped = false

  async function openOne(compactId: string, file: string, hubUrl: string | null): Promise<void> {
    const { bundle } = completeFounding(FoundingBundle.parse(JSON.parse(file)))
    let compact: OpenCompact | undefined
    const member = await openMember<Tx<JointTables>>({
      committee,
      founding: bundle,
      store,
      journal,
      transport: {
        publish: (envelope) =>
          compact?.hub ? compact.hub.transport.publish(envelope) : Promise.reject(new Error('no hub is set')),
      },
      files: jointFiles(files, runtime.filesDir, log),
      sealer: keyring.sealer,
      signer: keyring.signerOf,
      clock,
    })
    compact = {
      member,
      founding: bundle,
      hub: undefined,
      hubUrl: null,
      log: openEntryLog(db, compactId),
      told: nothingTold(),
    }
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
      receive: async (deliveries) => {
        await compact.member.receive(deliveries)
        const carriers = new Set(deliveries.map(({ subject }) => subject.split('.')[2]!))
        for (const carrier of carriers) if (compact.member.view.chain(carrier)) await heard(compactId, carrier)
        nudge(compactId)
      },
      back: () => {
        nudge(compactId)
        void settle(compactId, () => compact.member.announce())
      },
    })
  }

  /** When a side was last heard of; written down now and then, not with every entry of many. */
  async function heard(compactId: string, carrier: string): Promise<void> {
    const at = clock.now()
    const before = lastHeard.get(`${compactId} ${carrier}`)
    if (before !== undefined && Math.abs(at.getTime() - before) < HEARD_MS) return
    lastHeard.set(`${compactId} ${carrier}`, at.getTime())
    await db
      .insertInto('heard')
      .values({ compact_id: compactId, committee: carrier, at })
      .onConflict((conflict) => conflict.columns(['compact_id', 'committee']).doUpdateSet({ at }))
      .execute()
  }

  const noRoomTold = new Map<string, number>()
  /** No alarm, as nobody is to blame; but whoever runs the service sees that a chain waits for something early. */
  function tellNoRoom(compactId: string, { member }: OpenCompact): void {
    const times = member.noRoom - (noRoomTold.get(compactId) ?? 0)
    if (times === 0) return
    noRoomTold.set(compactId, member.noRoom)
    log.warn(
      { compact: compactId, times, waiting: member.view.waiting().length },
      'entries found no room to wait for what they build on, and are asked for again',
    )
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

  const lastRound = new Map<string, number>()
  /** Who asked for the next round of a compact: its trace goes on from the first that has one. */
  const asked = new Map<string, { traced: boolean; inside: ReturnType<typeof AsyncLocalStorage.snapshot> }>()
  function nudge(compactId: string): void {
    const compact = opened.get(compactId)
    const before = asked.get(compactId)
    const traced = currentTraceparent() !== undefined
    if (!compact || stopped || (before && (before.traced || !traced))) return
    asked.set(compactId, { traced, inside: AsyncLocalStorage.snapshot() })
    // Many nudges while one is at work are one more round, not many.
    if (before) return
    void settle(compactId, async () => {
      const early = (lastRound.get(compactId) ?? -Infinity) + ROUND_MS - performance.now()
      if (early > 0) await wait(early)
      lastRound.set(compactId, performance.now())
      const { inside } = asked.get(compactId)!
      asked.delete(compactId)
      await inside(() => tellAndCarry(compact))
    })
  }

  async function tellAndCarry(compact: OpenCompact): Promise<void> {
    const news = await tell(runtime, compact)
    if (!compact.hub?.connected()) return
    // A sweep asks for what is missing; files are asked for at once, as nobody signs before they are here.
    if (news.some(bringsFiles)) await compact.member.sweep()
    await compact.member.flush()
  }

  let reloading = Promise.resolve()
  /** One at a time: a compact is opened once. */
  function reload(): Promise<void> {
    const next = reloading.then(readTable)
    reloading = next.catch(() => undefined)
    return next
  }

  async function readTable(): Promise<void> {
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
            tellNoRoom(id, compact)
            await compact.member.sweep()
            if (compact.hub?.connected()) await compact.member.announce()
          })
        }),
      SWEEP_MS,
    ),
  ]

  const known = async (compactId: string, tx?: Tx<JointTables>): Promise<OpenCompact> =>
    opened.get(compactId) ?? justInForce(compactId, tx)

  async function of(compactId: string, tx?: Tx<JointTables>): Promise<OpenCompact> {
    const compact = await known(compactId, tx)
    await (tx ? store.within(tx, () => compact.member.refresh()) : compact.member.refresh())
    return compact
  }

  /** What came into force in another process, or a moment ago, is opened now. */
  async function justInForce(compactId: string, tx?: Tx<JointTables>): Promise<OpenCompact> {
    const row = await (tx ?? db)
      .selectFrom('compact')
      .select('stage')
      .where('compact_id', '=', compactId)
      .executeTakeFirst()
    if (!row) throw new Refusal('compact.not_found', { field: 'compactId' })
    if (row.stage === 'IN_FORCE') await reload()
    const compact = opened.get(compactId)
    if (!compact) throw new Refusal('compact.not_in_force', { field: 'compactId' })
    return compact
  }

  return {
    keyring,
    files,
    known,
    of,
    member: async (compactId, tx) => (await of(compactId, tx)).member,
    within: store.within,
    async beginJournal(compactId) {
      if (!(await journal.exists(compactId, committee))) await journal.create(compactId, committee)
    },
    lock: (tx, compactId) => store.lock(tx, compactId),
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

const bringsFiles = (kept: KeptEntry): boolean => filesOf(kept).length > 0

/** Runs an operation of the protocol; what it turns down becomes a Refusal of the platform. */
export async function asRefusal<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ProtocolRefusal) throw refusalOfReason(error)
    throw error
  }
}
