import { useAnswer } from '../../data/use-answer.ts'

export type Option = readonly [value: string, label: string]

const KEPT = { staleTime: 5 * 60_000 }

/** 界别 to choose from. */
export function useSectors(enabled = true): readonly Option[] {
  const { data } = useAnswer('directory.sectors', { limit: 200 }, { ...KEPT, enabled })
  return (data?.items ?? []).map(({ sectorId, name }) => [sectorId, name])
}

/** 机构 to choose from. */
export function useBodies(enabled = true): readonly Option[] {
  const { data } = useAnswer('directory.bodies', { limit: 200 }, { ...KEPT, enabled })
  return (data?.items ?? []).map(({ bodyId, name }) => [bodyId, name])
}

/** 在用的单位 to choose from. */
export function useUnits(enabled = true): readonly Option[] {
  const { data } = useAnswer('directory.units', { limit: 200 }, { ...KEPT, enabled })
  return (data?.items ?? []).map(({ unitId, name }) => [unitId, name])
}

export const entries = (words: Readonly<Record<string, string>>): readonly Option[] => Object.entries(words)
