import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useAnswer } from '../../data/use-answer.ts'

const PAUSE_MS = 4_000

/** A ballot as it stands; asked again while it is open, since its moments are told to nobody. */
export function useBallot(ballotId: string) {
  const client = useQueryClient()
  const answer = useAnswer('supervision.ballot', { ballotId })
  const isOpen = answer.data?.state === 'ISSUING' || answer.data?.state === 'CASTING'
  useEffect(() => {
    if (!isOpen) return
    const timer = setInterval(() => {
      if (!document.hidden) void client.invalidateQueries({ queryKey: ['supervision', 'ballot'] })
    }, PAUSE_MS)
    return () => clearInterval(timer)
  }, [client, isOpen])
  return answer
}
