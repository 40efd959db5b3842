import { hostOf } from '@lianxie/joint-protocol/host-of'
import type { Compact } from '../../joint/sides.ts'

type Act = 'begin' | 'hand-over' | 'take-over'

/** 轮值的一条 of the chains, as far as the next step goes by it. */
export interface RotationEntry {
  entryId: string
  committee: string
  standing: string
  body: { act?: Act; year?: number; to?: string; handOver?: string } | null
}

export type RotationStep =
  | { key: string; act: 'begin'; year: number }
  | { key: string; act: 'hand-over'; year: number; to: string }
  | { key: string; act: 'take-over'; handOver: string; from: string }

/** 轮值已停: a year that its host cannot begin, or that cannot be handed on, since `left` is no longer with the compact. */
export interface StuckYear {
  act: 'begin' | 'hand-over'
  year: number
  left: string
}

/** Whose turn it is, by the rule that signed entries are judged by, and who is no longer there to take it. */
export interface Hosts {
  hostOf: (year: number) => string | undefined
  hasLeft: (committee: string) => boolean
}

export const hostsOf = ({
  text,
  sides,
}: {
  text: Pick<Compact['text'], 'rotation'>
  sides: readonly Pick<Compact['sides'][number], 'committee' | 'left'>[]
}): Hosts => ({
  hostOf: (year) => hostOf(text, year),
  hasLeft: (committee) => !sides.some((side) => side.committee === committee && !side.left),
})

/** What the own side may do about the rotation: begin its year, hand over the year that it began, take over what was handed to it. */
export function rotationSteps(
  entries: readonly RotationEntry[],
  own: string,
  { hostOf: hostIn, hasLeft }: Hosts,
  year: number,
): { steps: readonly RotationStep[]; stuck: readonly StuckYear[] } {
  const live = entries.flatMap(({ body, standing, ...entry }) =>
    body && standing === 'live' ? [{ ...entry, ...body }] : [],
  )
  const did = (act: Act, of: number) => live.some((one) => one.committee === own && one.act === act && one.year === of)
  const begun = live.filter((one) => one.committee === own && one.act === 'begin').map((one) => one.year!)
  const takenOver = new Set(live.map(({ handOver }) => handOver))
  const host = hostIn(year)
  // A year that the text has given to another side since is no longer this one's to hand over.
  const held = begun.filter((of) => hostIn(of) === own && !did('hand-over', of))
  const handOvers = held.flatMap((of) => {
    const to = hostIn(of + 1)
    return to === undefined ? [] : [{ year: of, to }]
  })
  return {
    steps: [
      ...live
        .filter(({ act, to, entryId }) => act === 'hand-over' && to === own && !takenOver.has(entryId))
        .map(({ entryId, committee }) => ({
          key: `take-over ${entryId}`,
          act: 'take-over' as const,
          handOver: entryId,
          from: committee,
        })),
      ...(host === own && !did('begin', year) ? [{ key: `begin ${year}`, act: 'begin' as const, year }] : []),
      ...handOvers
        .filter(({ to }) => !hasLeft(to))
        .map((one) => ({ key: `hand-over ${one.year}`, act: 'hand-over' as const, ...one })),
    ],
    stuck: [
      ...handOvers
        .filter(({ to }) => hasLeft(to))
        .map((one) => ({ act: 'hand-over' as const, year: one.year, left: one.to })),
      ...(host !== undefined && hasLeft(host) ? [{ act: 'begin' as const, year, left: host }] : []),
    ],
  }
}

/** The step as the command takes it. */
export function stepOf(step: RotationStep, typed: Readonly<Record<string, unknown>>): object {
  switch (step.act) {
    case 'begin':
      return { act: step.act, year: step.year }
    case 'take-over':
      return { act: step.act, handOver: step.handOver }
    case 'hand-over':
      return {
        act: step.act,
        year: step.year,
        to: step.to,
        openTasks: typed['step.openTasks'] ?? [],
        archive: typed['step.archive'] ?? '',
        budget: typed['step.budget'] ?? '',
      }
  }
}
