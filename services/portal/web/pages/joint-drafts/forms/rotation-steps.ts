type Act = 'begin' | 'hand-over' | 'take-over'

/** 轮值的一条 of the chains, as far as the next step goes by it. */
export interface RotationEntry {
  entryId: string
  committee: string
  standing: string
  body: { act?: Act; year?: number; to?: string; handOver?: string } | null
}

type HostStep = { key: string; act: 'begin' | 'hand-over'; year: number; to: string | undefined }
type TakeOver = { key: string; act: 'take-over'; handOver: string; from: string }
export type RotationStep = HostStep | TakeOver

/** What the own side may do about the rotation: begin its year, hand over the year that it began, take over what was handed to it. */
export function rotationSteps(
  entries: readonly RotationEntry[],
  own: string,
  hostOf: (year: number) => string | undefined,
  year: number,
): readonly RotationStep[] {
  const live = entries.flatMap(({ body, standing, ...entry }) =>
    body && standing === 'live' ? [{ ...entry, ...body }] : [],
  )
  const did = (act: Act, of: number) => live.some((one) => one.committee === own && one.act === act && one.year === of)
  const begun = live.filter((one) => one.committee === own && one.act === 'begin').map((one) => one.year!)
  const takenOver = new Set(live.map(({ handOver }) => handOver))
  return [
    ...live
      .filter(({ act, to, entryId }) => act === 'hand-over' && to === own && !takenOver.has(entryId))
      .map(({ entryId, committee }) => ({
        key: `take-over ${entryId}`,
        act: 'take-over' as const,
        handOver: entryId,
        from: committee,
      })),
    ...(hostOf(year) === own && !did('begin', year) ? [hostStep('begin', year, undefined)] : []),
    ...begun.filter((of) => !did('hand-over', of)).map((of) => hostStep('hand-over', of, hostOf(of + 1))),
  ]
}

const hostStep = (act: 'begin' | 'hand-over', year: number, to: string | undefined): HostStep => ({
  key: `${act} ${year}`,
  act,
  year,
  to,
})

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
