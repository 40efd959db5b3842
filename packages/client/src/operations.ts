import type { ServiceName } from '@lianxie/contracts'
import type { Transport } from './transport.ts'

/** Which event of which consumer. */
export interface DeadKey {
  consumer: string
  aggregate: string
  version: number
}

/** 异常事件: an event whose effects failed for good; it holds back later ones of its aggregate. Instants are ISO text. */
export interface DeadEvent extends DeadKey {
  eventId: string
  type: string
  error: string
  attempts: number
  diedAt: string
  waiting: number
  resolution?: { kind: 'retried' | 'discarded'; at: string; by: string; reason?: string }
}

/** An event that came before its predecessor. */
export interface WaitingEvent extends DeadKey {
  eventId: string
  receivedAt: string
  attempts: number
  error?: string
  retryAt?: string
  cursor: number
}

/** 失败的任务: a job that failed for good. */
export interface FailedJob {
  id: string
  job: string
  key: string
  payload: unknown
  dueAt: string
  failedAt: string
  tries: number
  error: string
}

export interface OperationsPage<T> {
  items: T[]
  total: number
  /** Give it as `after` for the next page; absent on the last. */
  next?: string
}

/** What an account of the role OPS can do with one service. Each action is in that service's audit. */
export interface Operations {
  dead: {
    list(options?: { limit?: number; after?: string; resolved?: boolean }): Promise<OperationsPage<DeadEvent>>
    /** With the envelope as it was published; refuses `dead.not_found`. */
    inspect(key: DeadKey): Promise<DeadEvent & { envelope: unknown }>
    /** Refuses `dead.not_found`, and `dead.still_failing` with the error. */
    retry(key: DeadKey): Promise<void>
    discard(key: DeadKey, reason: string): Promise<void>
  }
  waiting(options?: { limit?: number; after?: string }): Promise<OperationsPage<WaitingEvent>>
  /** Gives up what the first waiting event of an aggregate waits for; refuses `waiting.not_found`. */
  skipGap(key: DeadKey, reason: string): Promise<void>
  jobs: {
    failed(): Promise<FailedJob[]>
    retry(id: string, reason: string): Promise<void>
    discard(id: string, reason: string): Promise<void>
  }
  /** Sets the clock of the demo; the route does not exist in production. */
  setClock(now: Date): Promise<void>
}

export function operationsOf(transport: Transport, service: ServiceName): Operations {
  const get = async <T>(path: string, params: object = {}): Promise<T> =>
    (await transport(service, `/ops/${path}${queryString(params)}`)).json() as Promise<T>
  const post = async (path: string, body: object): Promise<void> => {
    const headers = { 'content-type': 'application/json' }
    await transport(service, `/ops/${path}`, { method: 'POST', body: JSON.stringify(body), headers, once: true })
  }
  // A whole row of a list may be given as its key.
  const keyOf = ({ consumer, aggregate, version }: DeadKey) => ({ consumer, aggregate, version })
  return {
    dead: {
      list: (options) => get('dead', options),
      inspect: (key) => get('dead/event', keyOf(key)),
      retry: (key) => post('dead/retry', keyOf(key)),
      discard: (key, reason) => post('dead/discard', { ...keyOf(key), reason }),
    },
    waiting: (options) => get('waiting', options),
    skipGap: (key, reason) => post('waiting/skip-gap', { ...keyOf(key), reason }),
    jobs: {
      failed: async () => (await get<{ items: FailedJob[] }>('jobs')).items,
      retry: (id, reason) => post('jobs/retry', { id, reason }),
      discard: (id, reason) => post('jobs/discard', { id, reason }),
    },
    setClock: (now) => post('clock', { now: now.toISOString() }),
  }
}

/** `?a=1&b=2&b=3`; what is undefined is left out, a list is repeated. */
export function queryString(params: object): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(params as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one))
    }
  }
  return search.size > 0 ? `?${search.toString()}` : ''
}
