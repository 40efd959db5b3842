import type { Answer } from '../data/contracts.ts'
import { useAnswer } from '../data/use-answer.ts'

export const committeeId: string = document.querySelector<HTMLMetaElement>('meta[name=lx-committee]')?.content ?? ''

export type Committee = Answer<'directory.committees'>['items'][number]

/** 本会: the committee whose portal this is, with its names from the directory. */
export function useCommittee(): Committee | undefined {
  const { data } = useAnswer('directory.committees', { limit: 100 }, { staleTime: 60 * 60_000 })
  return data?.items.find(({ own }) => own) ?? data?.items.find((one) => one.committeeId === committeeId)
}
