import type { CompactText, MemberKeys } from '../bodies/compact-text.ts'
import type { FileRef } from '../file-ref.ts'
import {
  completeFounding,
  createInvitation,
  type FoundingBundle,
  type ReadFounding,
  signInvitation,
} from '../founding.ts'
import { JointMember } from '../member/joint-member.ts'
import type { MemberMeans } from '../member/memory.ts'
import type { Files } from '../member/store.ts'
import type { CommitteeId, Fingerprint } from '../primitives.ts'
import { ageSealer, generateSealingKey, type Sealer } from '../sealing.ts'
import { fingerprintOf } from '../public-key.ts'
import type { Signer } from '../signature-suite.ts'
import { CrashableStore, type SimTx } from './crashable-store.ts'
import { plainSealer } from './plain-sealer.ts'
import { type Random, seeded } from './random.ts'
import { SimulatedHub } from './simulated-hub.ts'
import { SimulatedJournal } from './simulated-journal.ts'
import { sharedMeans } from './shared-means.ts'
import { keyNamed, keysNamed } from './test-keys.ts'

/** Start of every simulated history. */
export const EPOCH = Date.parse('2022-03-01T01:00:00.000Z')

/** A committee with everything of its own: database, journal, files, keys, clock. */
export interface Side {
  committee: CommitteeId
  member: JointMember<SimTx>
  store: CrashableStore
  journal: SimulatedJournal
  files: SimulatedFiles
  signers: Map<Fingerprint, Signer>
  recovery: Signer
  sealer: Sealer
  /** Milliseconds by which its clock is wrong. */
  skew: number
}

/** Files of one side, whole or in part. */
export class SimulatedFiles implements Files {
  readonly whole = new Map<string, Uint8Array[]>()
  private readonly parts = new Map<string, Uint8Array[]>()

  async has(file: string): Promise<boolean> {
    return this.whole.has(file)
  }

  read(file: string): AsyncIterable<Uint8Array> | undefined {
    const chunks = this.whole.get(file)
    return chunks && stream(chunks)
  }

  async putChunk(file: FileRef, index: number, bytes: Uint8Array): Promise<void> {
    const chunks = this.parts.get(file.sha256) ?? []
    chunks[index] = bytes
    this.parts.set(file.sha256, chunks)
    if (file.chunks.every((_, i) => chunks[i])) this.whole.set(file.sha256, chunks)
  }
}

async function* stream(chunks: Uint8Array[]): AsyncIterable<Uint8Array> {
  yield* chunks
}

/** All sides of one compact around one hub, in one process. */
export interface World {
  now: number
  random: Random
  hub: SimulatedHub
  founding: FoundingBundle
  text: CompactText
  means: MemberMeans
  /** The signature suite of all its keys. */
  suite: string
  sides: Map<CommitteeId, Side>
  side(committee: CommitteeId): Side
  /** Opens a side that is not there yet, or again after its process died. */
  open(committee: CommitteeId): Promise<Side>
}

export const compactTextOf = (
  committees: CommitteeId[],
  keys: (committee: CommitteeId) => MemberKeys = keysNamed,
): CompactText => ({
  name: '青吴嘉政协联动协商机制',
  kind: 'equals',
  upper: null,
  members: committees.map((committee) => ({ committee, name: committee, keys: keys(committee) })),
  start: '2022-03-01',
  end: null,
  linkages: ['联合调研', '联动民主监督'],
  rotation: { firstYear: 2022, order: committees, swaps: [] },
  crossing: ['PUBLIC', 'JOINT'],
  archiveRule: '各方各自存档',
  exitRule: '书面通知后退出',
  articles: '各方平等协商，一致同意后生效。',
})

export interface WorldOptions {
  committees?: CommitteeId[]
  seed?: number
  means?: MemberMeans
  text?: Partial<CompactText>
  /** Seals with age instead of naming the readers only. */
  sealed?: boolean
  /** Ed25519 unless told otherwise. */
  suite?: string
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const committees = options.committees ?? ['jiashan', 'qingpu', 'wujiang']
  const random = seeded(options.seed ?? 1)
  const suite = options.suite ?? 'ed25519'
  const sealing = new Map<CommitteeId, { identity: string; recipient: string }>()
  if (options.sealed) for (const committee of committees) sealing.set(committee, await generateSealingKey())
  const keys = (committee: CommitteeId) => ({
    ...keysNamed(committee, suite),
    sealing: sealing.get(committee)?.recipient ?? keysNamed(committee).sealing,
  })
  const text = { ...compactTextOf(committees, keys), ...options.text }
  const founding = await foundingOf(text, suite)
  const read = completeFounding(founding)
  const sides = new Map<CommitteeId, Side>()
  const hub = new SimulatedHub(random, () => [...sides.keys()])
  const world: World = {
    now: EPOCH,
    random,
    hub,
    founding,
    text,
    means: options.means ?? sharedMeans(),
    suite,
    sides,
    side: (committee) => {
      const side = sides.get(committee)
      if (!side) throw new Error(`expected a side ${committee}`)
      return side
    },
    open: async (committee) => {
      const side = sides.get(committee) ?? newSide(committee, suite, sealing.get(committee)?.identity)
      sides.set(committee, side)
      side.member = await memberOf(world, read, side).start()
      return side
    },
  }
  for (const committee of committees) {
    await world.open(committee)
    await world.side(committee).member.begin()
  }
  return world
}

const founded = new Map<string, FoundingBundle>()

/** A founding that every side has signed; many histories begin with the same one. */
async function foundingOf(text: CompactText, suite: string): Promise<FoundingBundle> {
  const known = founded.get(JSON.stringify(text))
  if (known) return known
  let founding = createInvitation(text, '0'.repeat(64))
  for (const { committee } of text.members)
    founding = await signInvitation(founding, {
      committee,
      approval: { organ: '主席会议', number: '第1次', date: '2022-03-01' },
      at: new Date(EPOCH),
      signing: keyNamed(`${committee} signing`, suite),
      recovery: keyNamed(`${committee} recovery`, suite),
    })
  founded.set(JSON.stringify(text), founding)
  return founding
}

function newSide(committee: CommitteeId, suite: string, identity: string | undefined): Side {
  const signing = keyNamed(`${committee} signing`, suite)
  const side = {
    committee,
    store: new CrashableStore(),
    journal: new SimulatedJournal(),
    files: new SimulatedFiles(),
    signers: new Map([[fingerprintOf(signing.key), signing]]),
    recovery: keyNamed(`${committee} recovery`, suite),
    sealer: identity ? ageSealer([identity]) : plainSealer(keysNamed(committee).sealing),
    skew: 0,
  }
  // The member itself is opened right after.
  return side as typeof side & { member: JointMember<SimTx> }
}

function memberOf(world: World, read: ReadFounding, side: Side): JointMember<SimTx> {
  const { committee, store, journal, files, sealer, signers } = side
  return new JointMember<SimTx>(
    {
      committee,
      founding: world.founding,
      store,
      journal,
      transport: world.hub,
      files,
      sealer,
      signer: (key) => signers.get(key),
      clock: { now: () => new Date(world.now + side.skew) },
    },
    read,
    world.means,
  )
}

/** Hands out everything that lies at the hub until nothing moves; answers how many deliveries that took. */
export async function settle(world: World, rounds = 50): Promise<number> {
  let delivered = 0
  for (let round = 0; round < rounds; round++) {
    let moved = 0
    for (const side of world.sides.values()) await side.member.flush()
    for (const side of world.sides.values()) {
      for (let one = world.hub.take(side.committee); one; one = world.hub.take(side.committee)) {
        await side.member.receive([one])
        moved++
      }
    }
    delivered += moved
    if (moved === 0) return delivered
  }
  return delivered
}
