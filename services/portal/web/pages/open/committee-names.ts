import { useAnswer } from '../../data/use-answer.ts'

/** 委员会的名称 by id, as the directory has them for everybody; the id where it does not know one. */
export function useCommitteeNames(): (committee: string) => string {
  const { data } = useAnswer('directory.committees', { limit: 100 }, { staleTime: 60 * 60_000 })
  return (committee) => {
    const known = data?.items.find(({ committeeId }) => committeeId === committee)
    return known?.fullName ?? committee
  }
}
