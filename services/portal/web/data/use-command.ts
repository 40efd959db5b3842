import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Body, CommandType } from './contracts.ts'
import { isStale, Refused, Unreachable } from './problem.ts'
import { request } from './request.ts'

export interface HappenedEvent {
  id: string
  type: string
  aggregate: string
  version: number
  data: Readonly<Record<string, unknown>>
}

export interface Sent<T extends CommandType> {
  body: Body<T>
  /** The version that the page has seen, where the command must not cover up another's change. */
  version?: number
}

const PAUSES_MS = [400, 1_500, 4_000]

/**
 * Sends a command: `useCommand('proposals.rate-reply')`. One intention has one Idempotency-Key, also when it is sent again
 * because nobody answered, by itself or by the person: it takes effect once. Nothing is shown as done before it is.
 */
export function useCommand<T extends CommandType>(
  type: T,
  { onDone }: { onDone?: (events: readonly HappenedEvent[]) => void } = {},
) {
  const client = useQueryClient()
  const [context] = type.split('.')
  const intention = useRef<{ body: string; key: string }>(undefined)
  return useMutation<readonly HappenedEvent[], Error, Sent<T>>({
    mutationFn: async ({ body, version }) => {
      const text = JSON.stringify([body, version])
      if (intention.current?.body !== text) intention.current = { body: text, key: crypto.randomUUID() }
      try {
        const { events } = await send(type, body, intention.current.key, version)
        intention.current = undefined
        return events
      } catch (error) {
        // A refusal is remembered under its key: the next try is another intention.
        if (error instanceof Refused) intention.current = undefined
        throw error
      }
    },
    onSuccess: async (events) => {
      await client.invalidateQueries({ queryKey: [context] })
      onDone?.(events)
    },
    onError: (error) => {
      // What made it stale is to be seen before anybody sends again.
      if (isStale(error)) void client.invalidateQueries({ queryKey: [context] })
    },
  })
}

async function send(
  type: CommandType,
  body: unknown,
  key: string,
  version: number | undefined,
): Promise<{ events: readonly HappenedEvent[] }> {
  const [context, name] = type.split('.')
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await request(`/api/${context}/commands/${name}`, {
        method: 'POST',
        body,
        headers: { 'idempotency-key': key, ...(version !== undefined && { 'if-match': String(version) }) },
      })
    } catch (error) {
      const pause = PAUSES_MS[attempt]
      if (!(error instanceof Unreachable) || pause === undefined) throw error
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }
}
