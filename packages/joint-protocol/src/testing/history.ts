import type { SignedEntry } from '../entry.ts'
import { countersign, draftVersion, refuse } from '../drafts.ts'
import { Ledger } from '../ledger/ledger.ts'
import type { Rules } from '../ledger/rules.ts'
import type { LedgerView } from '../ledger/views.ts'
import type { Draft } from '../member/member-api.ts'
import { ownPlace } from '../member/own-chain.ts'
import type { Delivery } from '../member/transport.ts'
import type { CommitteeId, EntryId } from '../primitives.ts'
import { ProtocolRefusal } from '../reason.ts'
import { fingerprintOf } from '../public-key.ts'
import { registerSuite, type Signer } from '../signature-suite.ts'
import { recordContent } from './contents.ts'
import { Crash, type Snapshot } from './crashable-store.ts'
import { type Coverage, newCoverage } from './coverage.ts'
import { Watch } from './invariants.ts'
import { type Random } from './random.ts'
import { type Drafter, draftAnswer, draftIssue, draftWord } from './drafting.ts'
import { fastSuite } from './fast-suite.ts'
import { contradiction, forgedDraft } from './forging.ts'
import { drawPlan, type Plan } from './plan.ts'
import { sharedMeans } from './shared-means.ts'
import { HubUnreachable } from './simulated-hub.ts'
import { keyNamed, keysNamed } from './test-keys.ts'
import { createWorld, type Side, type World } from './world.ts'

export interface HistoryResult {
  seed: number
  members: number
  entries: number
  effective: number
  /** All but one member left or were removed: nobody may write on. */
  ended: boolean
  coverage: Coverage
  violations: string[]
}

registerSuite(fastSuite)

const ENTRIES = 50
/**
 * Members go for good when so many entries are written: who is left alone may not be able to write on, so this is the
 * least that every history has whose compact did not end.
 */
export const LEAST_ENTRIES = 42
const MAX_STEPS = 900
const SPARE = 'xiuzhou'
const NAMES = ['huqiu', 'jiashan', 'qingpu', 'wujiang', 'wuxing']
const HOUR = 3_600_000

/**
 * One seeded history: two to five committees that act, fail, lose and find each other again, all running the shipped
 * code; then peace, and the promises of the protocol are checked. `rules` leaves a rule out to show that it is missed.
 */
export async function runHistory(seed: number, rules: Partial<Rules> = {}): Promise<HistoryResult> {
  const history = await History.begin(seed, rules)
  await history.run()
  return history.result()
}

class History {
  private readonly seed: number
  private readonly plan: Plan
  private readonly world: World
  private readonly random: Random
  private readonly coverage = newCoverage()
  private readonly watch: Watch
  private readonly gone = new Set<CommitteeId>()
  private readonly dishonest = new Set<CommitteeId>()
  private readonly snapshots = new Map<CommitteeId, Snapshot[]>()
  private readonly stolen: { committee: CommitteeId; signer: Signer }[] = []
  private events: (() => Promise<void>)[] = []
  private rotations = 0
  private entries = 0
  private steps = 0

  private constructor(seed: number, plan: Plan, world: World) {
    this.seed = seed
    this.plan = plan
    this.world = world
    this.random = world.random
    this.watch = new Watch(world)
  }

  static async begin(seed: number, rules: Partial<Rules>): Promise<History> {
    const means = sharedMeans(rules)
    const members = 2 + (seed % 4)
    const committees = NAMES.slice(0, members)
    const plan = drawPlan(seed, members)
    const world = await createWorld({ committees, seed, means, sealed: plan.sealed, suite: plan.suite })
    const history = new History(seed, plan, world)
    history.prepare()
    return history
  }

  private prepare(): void {
    const { hub, sides } = this.world
    const { plan, random } = this
    hub.drop = plan.drop
    hub.repeat = plan.repeat
    hub.reorder = plan.reorder
    if (plan.skew) {
      this.coverage['clock skew']++
      for (const side of sides.values()) side.skew = Math.round((random.next() - 0.5) * 60 * 24 * HOUR)
    }
    const times: [boolean, number, () => Promise<void>][] = [
      [plan.partitions, 3, () => this.partition()],
      [plan.crashes, 4, () => this.crash()],
      [plan.restoreWithJournal, 1, () => this.restore(true)],
      [plan.restoreWithoutJournal, 1, () => this.restore(false)],
      [plan.gone, 1, () => this.loseMember()],
      [plan.join, 1, () => this.join()],
      [plan.removal, 1, () => this.remove()],
      [plan.leave, 1, () => this.leave()],
      [plan.rotation, 2, () => this.rotate()],
      [plan.recovery, 1, () => this.recover()],
      [plan.equivocation, 3, () => this.equivocate()],
      [plan.hubLost, 1, () => this.loseHub()],
    ]
    for (const [planned, often, act] of times) if (planned) for (let i = 0; i < often; i++) this.events.push(act)
  }

  async run(): Promise<void> {
    this.events = this.random.shuffle(this.events)
    while (this.steps < MAX_STEPS && (this.entries < ENTRIES || this.events.length > 0)) {
      this.steps++
      this.world.now += this.random.int(HOUR)
      if (this.events.length > 0 && this.entries > 4 && this.random.chance(0.07)) await this.events.shift()!()
      await this.step()
      if (this.steps % 15 === 0) this.watch.look(this.honest())
      // Two sides that wait for each other's view write nothing until they meet.
      if (this.steps === MAX_STEPS / 2) await this.peace()
    }
    await this.peace()
    // Chance alone seldom makes a history this short; sides that wait for each other meet in between.
    for (let extra = 1; extra <= 3000 && this.entries < ENTRIES && !this.hasEnded(); extra++) {
      await this.step()
      if (extra % 300 === 0) await this.peace()
    }
    if (this.plan.turncoats) await this.turn()
    await this.finish()
    this.judge()
  }

  private async step(): Promise<void> {
    const side = this.random.pick(this.up())
    if (!side) return
    const dice = this.random.next()
    if (dice < 0.5) await this.deliver(side, 1 + this.random.int(6))
    else if (dice < 0.9) await this.actOn(side)
    else if (dice < 0.93) await this.tidy(side)
    else if (this.plan.partitions && this.random.chance(0.5)) this.world.hub.partition([])
    this.entries = Math.max(
      this.entries,
      [...this.world.sides.values()].reduce((n, s) => Math.max(n, count(s)), 0),
    )
  }

  private up(): Side[] {
    return [...this.world.sides.values()].filter((s) => !this.gone.has(s.committee))
  }

  /**
   * Sides that are members in their own eyes: who was removed or left is told nothing any more. Who forgot its leave and
   * recovers from before it cannot be told either that the others refuse that.
   */
  private members(): Side[] {
    return this.up().filter(({ member, committee }) => {
      const { view } = member
      if (!view.compactView().members.includes(committee)) return false
      return ![...view.kept()].some((e) => e.content?.kind === 'leave' && e.entry.committee === committee)
    })
  }

  private hasEnded(): boolean {
    const members = this.members()
    return members.length > 0 && members.every(({ member }) => member.view.compactView().stage === 'ENDED')
  }

  private honest(): Side[] {
    return this.up().filter((s) => !this.dishonest.has(s.committee))
  }

  // ---- what members do

  private async attempt(side: Side, draft: Draft | undefined): Promise<EntryId | undefined> {
    if (!draft) return undefined
    this.remember(side)
    return this.survive(side, async () => (await side.member.act(draft)).id)
  }

  /** Runs an operation; a crash restarts the process, a refusal and an unreachable hub are part of life. */
  private async survive<T>(side: Side, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Crash) {
        await this.restart(side)
        return undefined
      }
      if (error instanceof ProtocolRefusal || error instanceof HubUnreachable) return undefined
      throw error
    } finally {
      side.store.dieAt = undefined
      side.journal.dieAt = undefined
    }
  }

  private async restart(side: Side, to?: Snapshot): Promise<void> {
    side.store.restart(to)
    side.journal.dieAt = undefined
    await this.world.open(side.committee)
  }

  private remember(side: Side): void {
    if (!this.random.chance(0.15)) return
    const kept = this.snapshots.get(side.committee) ?? []
    this.snapshots.set(side.committee, [...kept, side.store.snapshot()].slice(-6))
  }

  private async actOn(side: Side): Promise<void> {
    const { view } = side.member
    const recovery = view.recoveries().find((r) => r.state === 'OPEN' && r.missing.includes(side.committee))
    if (recovery && this.random.chance(0.5)) {
      await this.attempt(side, countersign(recovery.entry))
      return
    }
    const dice = this.random.next()
    if (dice < 0.38) await this.attempt(side, draftAnswer(this.drafter(side), view))
    else if (dice < 0.55) await this.attempt(side, draftIssue(this.drafter(side), view))
    else await this.attempt(side, draftWord(this.drafter(side), view))
  }

  private drafter({ committee, skew }: Side): Drafter {
    const { random, seed, steps: step } = this
    return { random, committee, now: this.world.now, skew, seed, step }
  }

  private async deliver(side: Side, howMany: number): Promise<void> {
    for (let left = howMany; left > 0;) {
      const batch = this.takeBatch(side, 1 + this.random.int(left))
      if (batch.length === 0) break
      left -= batch.length
      const done = await this.survive(side, async () => {
        await side.member.receive(batch)
        return true
      })
      if (!done) this.world.hub.giveBack(side.committee, batch)
    }
    await this.survive(side, () => side.member.flush())
  }

  private takeBatch(side: Side, size: number): Delivery[] {
    const batch: Delivery[] = []
    while (batch.length < size) {
      const one = this.world.hub.take(side.committee)
      if (!one) break
      batch.push(one)
    }
    return batch
  }

  /** The regular round of a service: announce, sweep, publish; in recovery also read the hub again. */
  private async tidy(side: Side): Promise<void> {
    if (side.member.mode().mode === 'recovery') {
      const own = this.world.hub.ownOf(side.committee)
      while (own.length > 0) {
        const batch = own.splice(0, 1 + this.random.int(6))
        await this.survive(side, () => side.member.receive(batch))
      }
      await this.reissue(side)
    }
    const lacks = [...side.member.view.waiting()].length > 0
    await this.survive(side, async () => {
      if (!lacks) await side.member.announce()
      await side.member.sweep()
    })
  }

  /** A recovery that was refused, or that waits for former members alone, is ordered again with what is known now. */
  private async reissue(side: Side): Promise<void> {
    const { view } = side.member
    const own = view.recoveries().filter((r) => r.committee === side.committee)
    const last = own.sort((a, b) => b.generation - a.generation)[0]
    if (!last || last.state === 'COMPLETE') return
    const { members } = view.compactView()
    const waitsInVain = last.missing.length > 0 && last.missing.every((id) => !members.includes(id))
    if (last.state === 'REFUSED' || last.refused.length > 0 || waitsInVain) await this.orderGeneration(side)
  }

  // ---- what goes wrong

  private async partition(): Promise<void> {
    const cut = this.random.shuffle([...this.world.sides.keys()]).slice(0, 1 + this.random.int(2))
    this.world.hub.partition(cut)
  }

  private async crash(): Promise<void> {
    const side = this.random.pick(this.honest())
    if (!side) return
    const kind = this.random.int(4)
    if (kind === 0) side.journal.dieAt = 'before-append'
    else if (kind === 1) side.store.dieAt = 'after-commit'
    else if (kind === 2) side.store.dieAt = 'before-commit'
    else side.journal.dieAt = 'after-append'
    const { view } = side.member
    const any = this.random.pick(view.decisions())
    const draft: Draft = any
      ? { kind: 'comment', body: { about: any.id, text: `崩溃前 ${this.steps}` } }
      : draftVersion(view, { kind: 'record', convenor: side.committee, content: recordContent() })
    const before = side.member
    await this.attempt(side, draft)
    if (before === side.member) return
    this.coverage[kind >= 2 ? 'crash between journal and store' : 'crash']++
  }

  private async restore(withJournal: boolean): Promise<void> {
    const side = this.random.pick(this.honest())
    const snapshot = side && this.random.pick(this.snapshots.get(side.committee) ?? [])
    if (!side || !snapshot) return
    if (!withJournal) {
      // Two sides that lose their journals at once could both lose what only they had seen of each other.
      if (this.up().some((s) => s.member.mode().mode === 'recovery')) return
      if (this.entries < LEAST_ENTRIES && this.gone.size > 0) return
      side.journal.lose()
    }
    await this.restart(side, snapshot)
    this.coverage[withJournal ? 'restore with journal' : 'restore without journal']++
    this.watch.forget(side.committee)
  }

  private async loseMember(): Promise<void> {
    const candidates = this.honest()
    const busy = this.up().some((s) => s.member.mode().mode !== 'ready')
    if (candidates.length < 2 || busy || this.entries < LEAST_ENTRIES) return this.later(() => this.loseMember())
    const side = this.random.pick(candidates)!
    this.gone.add(side.committee)
    this.coverage['member gone']++
  }

  private later(event: () => Promise<void>): void {
    if (this.entries < ENTRIES) this.events.push(event)
  }

  private async join(): Promise<void> {
    const side = this.random.pick(this.honest())
    if (!side || this.world.sides.has(SPARE)) return
    const { view } = side.member
    const { text, members } = view.compactView()
    const keys = keysNamed(SPARE, this.world.suite)
    const next = { ...text, members: [...text.members, { committee: SPARE, name: SPARE, keys }] }
    const id = await this.changeText(side, next, this.random.pick(members)!)
    if (!id) return
    const joiner = await this.world.open(SPARE)
    await joiner.member.take(
      [...view.kept()].map((e) => e.signed),
      side.committee,
    )
    await joiner.member.begin()
    await this.attempt(joiner, countersign(id))
    this.coverage['membership change']++
  }

  private async remove(): Promise<void> {
    const side = this.random.pick(this.honest())
    if (!side) return
    const { text, members } = side.member.view.compactView()
    const target =
      members.find((m) => this.gone.has(m)) ?? this.random.pick(members.filter((m) => m !== side.committee))
    const rest = members.filter((m) => m !== target)
    if (!target || rest.length < 2) return
    const order = text.rotation.order.filter((m) => m !== target)
    const next = {
      ...text,
      members: text.members.filter((m) => rest.includes(m.committee)),
      rotation: { ...text.rotation, order: order.length > 0 ? order : rest },
    }
    if (await this.changeText(side, next, this.random.pick(rest)!)) this.coverage['membership change']++
  }

  private async changeText(side: Side, text: World['text'], convenor: CommitteeId): Promise<EntryId | undefined> {
    const { view } = side.member
    const open = view.decision(view.compact)?.open ?? []
    return this.survive(side, async () => {
      const amends = open.filter((id) => view.version(id)!.body.base === view.compactView().textVersion)
      const draft = draftVersion(view, { kind: 'compact-text', convenor, amends, content: { text } })
      return (await side.member.act(draft)).id
    })
  }

  private async leave(): Promise<void> {
    const side = this.random.pick(this.honest())
    if (!side || side.member.view.compactView().members.length < 3) return
    if (await this.attempt(side, { kind: 'leave', body: { reason: '机构调整' } })) this.coverage['membership change']++
  }

  private async rotate(): Promise<void> {
    const side = this.random.pick(this.honest())
    if (!side) return
    const next = this.nextKey(side)
    const done = await this.survive(side, () => side.store.transaction((tx) => side.member.rotate(tx, next)))
    if (done) this.coverage['key rotation']++
  }

  private nextKey(side: Side): Signer {
    const next = keyNamed(`${side.committee} signing ${++this.rotations}`, this.world.suite)
    side.signers.set(fingerprintOf(next.key), next)
    return next
  }

  /** Keys lost or stolen, often with the machine: the recovery key begins a new generation. */
  private async recover(): Promise<void> {
    const side = this.random.pick(this.honest())
    if (!side || side.member.view.chain(side.committee)?.seq === 0) return
    const chain = side.member.view.chain(side.committee)!
    const old = side.signers.get(fingerprintOf(chain.keys.signing))
    if (this.random.chance(0.5) && this.up().every((s) => s.member.mode().mode !== 'recovery')) {
      const snapshot = this.random.pick(this.snapshots.get(side.committee) ?? [])
      side.journal.lose()
      await this.restart(side, snapshot)
      this.watch.forget(side.committee)
    }
    if (!(await this.orderGeneration(side))) return
    this.coverage['key recovery']++
    if (!this.plan.thief || !old) return
    this.stolen.push({ committee: side.committee, signer: old })
    this.dishonest.add(side.committee)
    await this.steal()
  }

  private async orderGeneration(side: Side): Promise<boolean> {
    const order = {
      recovery: side.recovery,
      next: this.nextKey(side),
      reason: '密钥遗失',
      orderedBy: ['person-1', 'person-2'] as [string, string],
    }
    const done = await this.survive(side, () => side.store.transaction((tx) => side.member.recover(tx, order)))
    await this.survive(side, () => side.member.flush())
    return done !== undefined
  }

  /** Somebody with the old key goes on writing on the old generation. */
  private async steal(): Promise<void> {
    const thief = this.random.pick(this.stolen)
    const victim = this.random.pick(this.up().filter((s) => s.committee !== thief?.committee))
    if (!thief || !victim) return
    const ledger = this.ledgerOf(victim)
    const tip = ledger.chains.tips(thief.committee).find((t) => t.entry.generation === 1)
    const about = this.random.pick(victim.member.view.decisions())?.id
    if (!tip || !about) return
    const entry = { kind: 'comment', body: { about, text: '盗用密钥' } } as const
    const means = { signer: thief.signer, at: this.world.now }
    const signed = await forgedDraft(ledger, thief.committee, { prev: tip, generation: 1 }, entry, means)
    await this.survive(victim, () => victim.member.take([signed], victim.committee))
  }

  /** One member signs two entries at one place and shows each to another half. */
  private async equivocate(): Promise<void> {
    const liar =
      this.random.pick([...this.dishonest].flatMap((id) => this.world.sides.get(id) ?? [])) ??
      this.random.pick(this.up())
    if (!liar || this.stolen.length > 0) return
    const { view, committee } = { view: liar.member.view, committee: liar.committee }
    const key = view.chain(committee)?.keys.signing
    const signer = key && liar.signers.get(fingerprintOf(key))
    const drafts = contradiction(this.random, committee, view)
    if (!signer || !drafts || liar.member.mode().mode !== 'ready') return
    const ledger = this.ledgerOf(liar)
    const signed: SignedEntry[] = []
    for (const draft of drafts)
      signed.push(
        await forgedDraft(ledger, committee, ownPlace(ledger, committee), draft, { signer, at: this.world.now }),
      )
    this.dishonest.add(committee)
    this.coverage['equivocation']++
    for (const [i, side] of this.random.shuffle(this.up()).entries())
      await this.survive(side, () => side.member.take([signed[i % 2]!], committee))
  }

  private ledgerOf(side: Side): Ledger {
    const ledger = new Ledger(side.member.founding, this.world.means)
    for (const { signed } of side.member.view.kept()) ledger.add({ signed, carrier: side.committee })
    return ledger
  }

  private async loseHub(): Promise<void> {
    this.world.hub.lose()
    this.coverage['hub lost']++
    for (const side of this.up()) {
      await side.member.recarry()
      await this.survive(side, () => side.member.flush())
    }
  }

  // ---- peace and judgement

  /** The hub works, everybody left is there; members exchange until they hold the same. */
  private async peace(): Promise<boolean> {
    const { hub } = this.world
    const { counts } = hub
    for (const [fault, n] of [
      ['reorder', counts.reordered],
      ['drop', counts.dropped],
      ['duplicate', counts.repeated],
      ['partition', counts.partitioned],
    ] as const)
      this.coverage[fault] = n
    hub.partition([])
    hub.drop = 0
    hub.repeat = 0
    for (let round = 0; round < 60; round++) {
      this.world.now += 20_000
      if (round > 0) for (const side of this.up()) await this.tidy(side)
      await this.exchange()
      for (const side of this.up()) await this.answerRecoveries(side)
      if (round === 12) await this.giveUpLost()
      if (this.isQuiet()) return true
    }
    return false
  }

  /**
   * Own entries put back from the journal may build on what all others have lost since. Then people order a new
   * generation from the last entry that can be judged.
   */
  private async giveUpLost(): Promise<void> {
    for (const side of this.members()) {
      if (side.member.mode().mode !== 'catching_up') continue
      if (await this.orderGeneration(side)) this.coverage['key recovery']++
    }
  }

  private async drain(side: Side): Promise<void> {
    for (let i = 0; i < 400 && this.world.hub.pending(side.committee) > 0; i++) await this.deliver(side, 20)
  }

  private async answerRecoveries(side: Side): Promise<void> {
    for (const r of side.member.view.recoveries())
      if (r.state === 'OPEN' && r.missing.includes(side.committee)) await this.attempt(side, countersign(r.entry))
  }

  private isQuiet(): boolean {
    const [first, ...others] = this.members()
    if (!first) return true
    const same = others.every((s) => Watch.sameEntries(first, s))
    const settled = this.members().every((s) =>
      s.member.view.recoveries().every((r) => r.state !== 'OPEN' || r.missing.every((m) => this.gone.has(m))),
    )
    return (
      same &&
      settled &&
      this.members().every(
        (s) => [...s.store.queue].every((id) => !s.member.view.entry(id)) && this.world.hub.pending(s.committee) === 0,
      )
    )
  }

  /** Everybody signs what is still open, as far as the rules let them, so that histories come to results. */
  private async finish(): Promise<void> {
    for (let round = 0; round < 2; round++) {
      for (const last of [false, true])
        for (const side of this.honest()) {
          const open = side.member.view.decisions().flatMap((d) => d.open)
          for (const id of open) {
            const version = side.member.view.version(id)!
            if (version.missing.includes(side.committee) && (version.body.convenor === side.committee) === last)
              await this.attempt(side, countersign(id))
          }
          await this.exchange()
        }
    }
    if (!(await this.peace())) this.watch.violations.push('members did not come to hold the same entries')
  }

  /** Nothing of this may do harm: who has answered is held to it, by itself and by all others. */
  private async turn(): Promise<void> {
    const contested = (view: LedgerView) =>
      view
        .decisions('record')
        .flatMap((d) => d.versions.filter((v) => v.state !== 'EFFECTIVE' && d.versions.length > 1))
    for (const side of this.honest())
      for (const v of contested(side.member.view))
        if (v.answers.some((a) => a.committee === side.committee && a.answer === 'countersign'))
          await this.attempt(side, refuse(v.id, '反悔'))
    await this.exchange()
    for (const last of [false, true])
      for (const side of this.honest()) {
        for (const v of contested(side.member.view))
          if ((v.body.convenor === side.committee) === last) await this.attempt(side, countersign(v.id))
        await this.exchange()
      }
  }

  private async exchange(): Promise<void> {
    for (let pass = 0; pass < 4; pass++) for (const side of this.up()) await this.drain(side)
  }

  private judge(): void {
    this.watch.look(this.honest())
    const members = this.members()
    const honest = members.filter((s) => !this.dishonest.has(s.committee))
    this.watch.final(members, { honest, dishonest: this.dishonest, gone: this.gone })
  }

  result(): HistoryResult {
    const best = this.honest()[0] ?? this.up()[0]
    const effective = best?.member.view.decisions().reduce((n, d) => n + d.line.length, 0) ?? 0
    return {
      seed: this.seed,
      members: this.world.sides.size,
      entries: this.entries,
      effective,
      ended: this.hasEnded(),
      coverage: this.coverage,
      violations: [...new Set(this.watch.violations)],
    }
  }
}

const count = (side: Side): number => side.member.size
