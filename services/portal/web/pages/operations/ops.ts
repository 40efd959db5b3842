import { useInfiniteQuery, useMutation, useQueries, useQueryClient } from '@tanstack/react-query'
import { Unreachable } from '../../data/problem.ts'
import { fetchOwn, request } from '../../data/request.ts'
import { readingsIn } from './metrics.ts'

/** The services in the order in which an operator looks at them. */
export const SERVICES = [
  'identity',
  'directory',
  'consultations',
  'proposals',
  'supervision',
  'joint',
  'notices',
] as const
export type Service = (typeof SERVICES)[number]

export interface Check {
  name: string
  ok: boolean
  at: string
  tookMs: number
  lastOk?: string
  error?: string
  degraded?: string
}

export interface DeadEvent {
  consumer: string
  aggregate: string
  version: number
  eventId: string
  type: string
  error: string
  attempts: number
  diedAt: string
  waiting: number
}

export interface WaitingEvent {
  consumer: string
  aggregate: string
  version: number
  receivedAt: string
  attempts: number
  error?: string
  cursor: number
}

export interface FailedJob {
  id: string
  job: string
  key: string
  failedAt: string
  tries: number
  error: string
}

const EVERY_MS = 15_000

/** 健康: each service's own checks; an answer that says `failing` is an answer, none at all is told as such. */
async function healthOf(service: Service, signal: AbortSignal): Promise<readonly Check[]> {
  const response = await fetch(`/ops/${service}/health`, { signal, headers: { accept: 'application/json' } })
  const body = (await response.json().catch(() => undefined)) as { checks?: readonly Check[] } | undefined
  if (!body?.checks) throw new Unreachable(`answered ${response.status}`)
  return body.checks
}

export const useHealth = () =>
  useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: ['ops', service, 'health'],
      queryFn: ({ signal }: { signal: AbortSignal }) => healthOf(service, signal),
      refetchInterval: EVERY_MS,
      retry: false,
    })),
  })

export const useMetrics = () =>
  useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: ['ops', service, 'metrics'],
      queryFn: async ({ signal }: { signal: AbortSignal }) =>
        readingsIn(await (await fetchOwn(`/ops/${service}/metrics`, { signal, headers: { accept: '*/*' } })).text()),
      refetchInterval: EVERY_MS,
      retry: false,
    })),
  })

interface Part<T> {
  items: readonly T[]
  total?: number
  next?: string
}

/** What waits for an operator at one service, part by part. */
export function useOps<T>(service: Service, what: 'dead' | 'waiting' | 'jobs') {
  const query = useInfiniteQuery({
    queryKey: ['ops', service, what],
    queryFn: ({ signal, pageParam }) =>
      request<Part<T>>(`/ops/${service}/${what}`, {
        signal,
        params: what === 'jobs' ? {} : { limit: 50, ...(pageParam !== undefined && { after: pageParam }) },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (part) => part.next,
    refetchInterval: EVERY_MS,
    retry: false,
  })
  const items = (query.data?.pages ?? []).flatMap((part) => part.items)
  return { ...query, items, total: query.data?.pages[0]?.total ?? items.length }
}

/** 处置: one thing that an operator does at one service; all of it is on record there. */
export function useDeed(service: Service, { onDone }: { onDone?: () => void } = {}) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ path, body }: { path: string; body: object }) =>
      request(`/ops/${service}/${path}`, { method: 'POST', body }),
    onSuccess: async () => {
      onDone?.()
      await client.invalidateQueries({ queryKey: ['ops', service] })
    },
  })
}
