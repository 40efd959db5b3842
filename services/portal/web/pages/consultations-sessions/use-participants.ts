import { useQuery } from '@tanstack/react-query'
import type { Row } from '../../data/contracts.ts'
import { ask } from '../../data/use-answer.ts'

export type Participant = Row<'consultations.session-participants'>

/** 参会名单, whole: a plenary has more than one part of it. */
export const useParticipants = (sessionId: string, enabled = true) =>
  useQuery({
    queryKey: ['consultations', 'session-participants', { sessionId }, 'all'],
    queryFn: ({ signal }) => readAll(sessionId, signal),
    enabled,
  })

async function readAll(sessionId: string, signal: AbortSignal): Promise<Participant[]> {
  const all: Participant[] = []
  let cursor: string | undefined
  do {
    const page = await ask(
      'consultations.session-participants',
      { sessionId, limit: 200, ...(cursor !== undefined && { cursor }) },
      signal,
    )
    all.push(...page.items)
    cursor = page.next
  } while (cursor !== undefined)
  return all
}
