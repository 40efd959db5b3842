import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { ask, keyOf } from '../../data/use-answer.ts'

export type Floor = Answer<'consultations.session-floor'>

/** How often the hall asks by itself, beside what it is told: so that it notices when nobody answers any more. */
const ASK_MS = 10_000
const SILENT_MS = 25_000

/** 会场进程, with the service's time and since when nobody answers. What was read last stays. */
export function useFloor(sessionId: string) {
  const query = useQuery({
    queryKey: keyOf('consultations.session-floor', { sessionId }),
    queryFn: async ({ signal }) => ({
      floor: await ask('consultations.session-floor', { sessionId }, signal),
      readAt: Date.now(),
    }),
    refetchInterval: ASK_MS,
    refetchIntervalInBackground: true,
    staleTime: 0,
  })
  const tick = useTick(1_000)
  const read = query.data
  const silent = read !== undefined && (query.failureCount > 0 || query.isError || tick - read.readAt > SILENT_MS)
  return {
    floor: read?.floor,
    error: query.error,
    /** What the service's time is ahead of this device's. */
    ahead: read ? Date.parse(read.floor.now) - read.readAt : 0,
    /** When it last answered, if it does no more. */
    lostSince: silent ? read.floor.now : undefined,
  }
}

/** Now, as the service has it, for what counts seconds. */
export const useServiceTime = (ahead: number): number => useTick(250) + ahead

function useTick(every: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const ticking = setInterval(() => setNow(Date.now()), every)
    return () => clearInterval(ticking)
  }, [every])
  return now
}
