import { examine } from '@lianxie/cli'
import { RefusedError } from '@lianxie/client'
import { joint } from '@lianxie/contracts'
import { decideTogether } from '../joint/decide.ts'
import { startEntryLoad } from '../joint/entry-load.ts'
import type { JointSide } from '../joint/joint-side.ts'
import { takeCopy } from '../joint/older-copy.ts'
import { startThreeCommittees, type ThreeCommittees } from '../joint/three-committees.ts'
import { judgeWhole, untilStored } from '../joint/whole.ts'
import type { Context, Figure, Scenario } from '../scenario.ts'
import { within } from '../within.ts'

type Sizes = { before: number; after: number; writers: number }

/** One committee's PostgreSQL goes back in time while its partners do not, first with and then without its signing journal. */
export const jointRestored: Scenario<Sizes> = {
  name: 'joint-restored',
  number: 4,
  title: "A committee's database is restored to an older copy",
  doc: 'Each committee has a PostgreSQL cluster of its own. One is put back to an older copy of its files while its partners sign on: with its journal it goes on at once, without it the service is in recovery, says so, fetches its own entries back from the others and signs again; nothing is ever signed twice, and a decision is reached afterwards.',
  budget: { before: 300, after: 900, writers: 4 },
  async run(context) {
    const { random, dir, program, log, step, defer } = context
    const three = await step('start three committees, found their compact, connect the hub', () =>
      startThreeCommittees({ dir, program, log }),
    )
    defer(() => three[Symbol.asyncDispose]())
    // The convenor, who closes decisions, and one of the others.
    const [first, second] = random.shuffle(three.sides)
    const signed: string[] = []
    const withJournal = await restore(context, { three, restored: first!, journal: 'kept', signed })
    const without = await restore(context, { three, restored: second!, journal: 'lost', signed })
    const { findings, figures } = await step('compare members and hub', () =>
      judgeWhole(three, signed, { alarms: false }),
    )
    const alarms = await alarmsOfOthers(three, [first!, second!])
    return {
      findings: [...withJournal.findings, ...without.findings, ...findings, ...alarms],
      figures: [...withJournal.figures, ...without.figures, ...figures],
      notes: [`${first!.committee} lost its database, ${second!.committee} its database and its journal.`],
    }
  },
}

async function restore(
  { budget, step, defer }: Context<Sizes>,
  where: { three: ThreeCommittees; restored: JointSide; journal: 'kept' | 'lost'; signed: string[] },
): Promise<{ findings: string[]; figures: Figure[] }> {
  const { three, restored, journal, signed } = where
  const { sides, compactId, topicId } = three
  const partners = sides.filter((side) => side !== restored)
  const name = journal === 'kept' ? 'with its journal' : 'without its journal'
  const findings: string[] = []
  const loadOf = (part: string, of: readonly JointSide[], entries: number, writers = budget.writers) => {
    const load = startEntryLoad({ name: `${name} ${part}`, sides: of, compactId, about: topicId, entries, writers })
    defer(() => load.stop())
    return load
  }
  const all = async (ms: number) => {
    const most = Math.max(...(await Promise.all(sides.map((side) => side.stored(compactId)))))
    return untilStored(sides, compactId, () => most, ms)
  }

  await step(`${name}: sign at all committees`, async () => {
    const load = loadOf('before', sides, budget.before)
    await load.finished
    await all(60_000)
    signed.push(...load.signed)
  })
  const copy = await step(`${name}: stop PostgreSQL of ${restored.committee} and copy its files`, () =>
    takeCopy(restored),
  )
  const ownBefore = await ownNumber(restored, compactId)
  await step(`${name}: sign on at all committees`, async () => {
    const load = loadOf('after', sides, budget.after)
    await load.finished
    await all(60_000)
    signed.push(...load.signed)
  })
  const ownAfter = await ownNumber(restored, compactId)

  // From here on the partners sign without a pause, and the restored committee as soon as it can.
  const meanwhile = loadOf('meanwhile', partners, 1_000_000, 1)
  await step(`${name}: put the older copy back`, () => copy.putBack({ journal }))
  if (journal === 'lost') {
    // Without a hub nobody can show the service what it lacks, so that there is time to look at it.
    await three.hub.kill()
    await restored.process.start({ awaitHealth: false })
    findings.push(...(await step(`${name}: ask what it says`, () => saysRecovery(where))))
    await three.hub.start()
  }
  const began = performance.now()
  if (journal === 'kept') await step(`${name}: start the service`, () => restored.process.start({ awaitHealth: false }))
  const next = restored.release(
    joint.DraftComment,
    { compactId, about: topicId, text: `恢复之后（${name}）。` },
    `${name}/next`,
  )
  // Awaited below, when its own entries are back.
  next.catch(() => undefined)
  await step(`${name}: wait until its own entries are back`, () =>
    within(180_000, `${restored.committee} to sign again`, async () => {
      const state = await restored.compact(compactId)
      return !state.recovering && state.waiting === 0 && (await ownNumber(restored, compactId)) >= ownAfter
    }),
  )
  const readyAfter = performance.now() - began
  signed.push(await next)
  const signedAgainAfter = performance.now() - began
  meanwhile.stop()
  await meanwhile.finished
  signed.push(...meanwhile.signed)
  await all(120_000)
  const decision = await step(`${name}: reach a decision together`, () =>
    decideTogether(sides, compactId, `恢复后的纪要（${name}）`),
  )
  return {
    findings,
    figures: [
      { name: `${name}: own entries that the copy lacked`, value: ownAfter - ownBefore, unit: 'entries', least: 1 },
      { name: `${name}: all own entries are back`, value: readyAfter / 1_000, unit: 's' },
      { name: `${name}: signs again`, value: signedAgainAfter / 1_000, unit: 's' },
      { name: `${name}: a decision reached afterwards in`, value: decision.took / 1_000, unit: 's' },
    ],
  }
}

/** The number that the own chain has reached. */
async function ownNumber(side: JointSide, compactId: string): Promise<number> {
  const { sides } = await side.compact(compactId)
  return sides.find(({ committee }) => committee === side.committee)!.seq
}

/** 恢复模式 must be seen by everybody who looks: the compact, the alarms, the health, the operator's examination, a refusal. */
async function saysRecovery({
  three: { compactId, topicId },
  restored,
}: {
  three: ThreeCommittees
  restored: JointSide
}): Promise<string[]> {
  const office = restored.atOnce('STAFF_OFFICE')
  // Asked with patience, as it is just starting; the rest at once. An alarm that does not come is told below.
  await restored.compact(compactId)
  await within(20_000, 'the alarm of the recovery', async () =>
    (await restored.alarms(compactId)).some(({ what }) => what === 'recovery'),
  ).catch(() => undefined)
  const [{ recovering }, health, examined, refused, alarms] = await Promise.all([
    restored.compact(compactId),
    restored.atOnce('OPS').health('joint'),
    examine({
      profile: { services: { joint: restored.process.url }, secretFiles: [], tokens: {}, certificates: [] } as never,
      client: restored.atOnce('OPS'),
      nats: () => Promise.reject(new Error('not asked here')),
    }),
    office.send(joint.DraftComment, { compactId, about: topicId, text: '恢复之中' }).then(
      () => 'a draft was made',
      (error: unknown) => (error instanceof RefusedError ? `${error.status} ${error.code}` : String(error)),
    ),
    restored.alarms(compactId),
  ])
  const signing = health.checks.find(({ name }) => name === 'signing')
  return [
    ...(recovering ? [] : ['the compact does not say that its chain is in recovery']),
    ...(signing?.degraded !== undefined ? [] : ['the health does not say that the chain is in recovery']),
    ...(examined.some(({ check, en }) => check === 'joint' && en.includes('in recovery'))
      ? []
      : ["the operator's examination does not say that the chain is in recovery"]),
    ...(refused === '503 service.recovering' ? [] : [`a draft in recovery was answered: ${refused}`]),
    ...(alarms.some(({ what }) => what === 'recovery') ? [] : ['no alarm says that the chain is in recovery']),
  ]
}

/** Nobody else has anything to be alarmed about: what came back was what they knew. */
async function alarmsOfOthers({ sides, compactId }: ThreeCommittees, restored: JointSide[]): Promise<string[]> {
  const found = await Promise.all(
    sides.map(async (side) => (await side.alarms(compactId)).map((alarm) => ({ side, alarm }))),
  )
  return found
    .flat()
    .filter(({ side, alarm }) => alarm.closedAt === null && !(restored.includes(side) && alarm.what === 'recovery'))
    .map(({ side, alarm }) => `${side.committee} has the alarm ${alarm.what} ${alarm.code}`)
}
