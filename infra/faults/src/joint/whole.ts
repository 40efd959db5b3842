import { setTimeout as pause } from 'node:timers/promises'
import type { Figure } from '../scenario.ts'
import { within } from '../within.ts'
import { gapsIn, type Holding, missingEntries, signedTwice, unequalChains } from './chains.ts'
import { hubHolding } from './hub-holding.ts'
import type { JointSide } from './joint-side.ts'
import type { ThreeCommittees } from './three-committees.ts'

/** Waits until each of the sides has stored as many entries as `expected` says just then. Answers the milliseconds. */
export async function untilStored(
  sides: readonly JointSide[],
  compactId: string,
  expected: () => number,
  ms: number,
): Promise<number> {
  const took = await Promise.all(
    sides.map((side) =>
      // One connection for all looks, and time between them: what is measured should not wait for who measures.
      side.watchStored(compactId, async (stored) => {
        const reached = await within(ms, `${side.committee} to hold all entries`, async () => {
          await pause(75)
          return (await stored()) >= expected()
        })
        return reached.took
      }),
    ),
  )
  return Math.max(...took)
}

/** Waits until no side has anything left to carry to the hub. */
export async function untilCarried(sides: readonly JointSide[], compactId: string, ms = 180_000): Promise<void> {
  await within(ms, 'all sides to have carried what they hold', async () => {
    await pause(200)
    const queued = await Promise.all(sides.map((side) => side.queued(compactId)))
    return queued.every((count) => count === 0)
  })
}

/**
 * What is promised of three honest committees at rest: each holds every entry that was answered for, all chains are equal
 * at every member and at the hub, nothing was signed twice, nothing waits, no alarm is open, all give the same answers.
 */
export async function judgeWhole(
  { sides, compactId, hub, foundingFile }: ThreeCommittees,
  signed: Iterable<string>,
  { withHub = true, alarms = true } = {},
): Promise<{ findings: string[]; figures: Figure[]; holdings: Holding[] }> {
  const ids = [...signed]
  // What is stored becomes answers a moment later; where it does not, the comparison below says so.
  await within(20_000, 'all sides to give the same answers', async () => {
    const states = await Promise.all(sides.map((side) => side.compact(compactId)))
    return new Set(states.map(({ digest }) => digest)).size === 1 && states.every(({ waiting }) => waiting === 0)
  }).catch(() => undefined)
  const states = await Promise.all(sides.map((side) => side.compact(compactId)))
  const members = await Promise.all(sides.map((side) => side.held(compactId)))
  const atHub = withHub ? [await hubHolding({ hub, reader: sides[0], compactId, foundingFile })] : []
  const holdings = [...members, ...atHub]
  const twice = signedTwice(holdings)
  const missing = missingEntries(ids, holdings)
  const unequal = unequalChains(holdings)
  const findings = [
    ...twice,
    ...missing,
    ...unequal,
    ...gapsIn(holdings),
    ...(new Set(states.map(({ digest }) => digest)).size > 1 ? ['the members give different answers'] : []),
    ...states.flatMap(({ waiting, openAlarms }, i) => {
      const { committee } = sides[i]!
      return [
        ...(waiting > 0 ? [`${waiting} entries wait at ${committee}`] : []),
        ...(alarms && openAlarms > 0 ? [`${openAlarms} alarms are open at ${committee}`] : []),
      ]
    }),
  ]
  const figures: Figure[] = [
    { name: 'entries signed and answered', value: ids.length, unit: 'entries' },
    { name: 'entries missing at a member or the hub', value: missing.length, unit: '', most: 0 },
    { name: 'numbers signed twice', value: twice.length, unit: '', most: 0 },
    { name: 'chains that differ', value: unequal.length, unit: '', most: 0 },
  ]
  return { findings, figures, holdings }
}
