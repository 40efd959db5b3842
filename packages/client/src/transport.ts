import { setTimeout as pause } from 'node:timers/promises'
import type { ServiceName } from '@lianxie/contracts'
import { RefusedError, refusalIn, UnreachableError } from './refused-error.ts'

export type Token = () => string | Promise<string>

export interface TransportOptions {
  /** Base URL of each service that is spoken to, `http://127.0.0.1:4101`. */
  services: Partial<Record<ServiceName, string>>
  /** The access token, asked for before each try so that it may be renewed; absent for what is open to everybody. */
  token?: Token
  /** Tries in all, and the milliseconds before the second; the wait doubles, up to ten seconds. Default 6 and 250. */
  retry?: { attempts: number; waitMs: number }
  /** Milliseconds for one try. Default 30,000. */
  timeoutMs?: number
  /** Ends every request and every wait. */
  signal?: AbortSignal
}

export interface Request {
  method?: 'GET' | 'POST' | 'PUT'
  body?: string | Uint8Array<ArrayBuffer>
  headers?: Record<string, string>
  /** Once: never sent a second time, since its effect would not be the same. */
  once?: boolean
  /** Without the access token. */
  open?: boolean
  /** Statuses beside 2xx that are answers too. */
  accept?: readonly number[]
  /** Milliseconds for one try of this request, where it may take longer than others. */
  timeoutMs?: number
}

export type Transport = (service: ServiceName, path: string, request?: Request) => Promise<Response>

const LONGEST_WAIT_MS = 10_000
/** A proxy or a service says that nobody could serve the request now. */
const AWAY = new Set([502, 503, 504])

/**
 * Sends requests until one is answered. A network fault or a service that is away is tried again after a growing wait,
 * a refusal never. Throws a RefusedError or an UnreachableError.
 */
export function createTransport(options: TransportOptions): Transport {
  const { services, token, timeoutMs = 30_000, signal } = options
  const { attempts, waitMs } = options.retry ?? { attempts: 6, waitMs: 250 }

  return async (service, path, request = {}) => {
    const base = services[service]
    if (base === undefined) throw new Error(`expected the URL of the service ${service}`)
    const url = `${base.replace(/\/+$/, '')}${path}`
    for (let attempt = 1; ; attempt++) {
      const last = request.once === true || attempt >= attempts
      const result = await tryOnce(url, request)
      if ('response' in result && !AWAY.has(result.response.status)) return judge(url, result.response)
      if (last) {
        if ('response' in result) return judge(url, result.response)
        throw new UnreachableError(url, describe(result.fault), { cause: result.fault })
      }
      const asked = 'response' in result ? Number(result.response.headers.get('retry-after')) * 1000 : 0
      await pause(Math.min(LONGEST_WAIT_MS, Math.max(asked || 0, jittered(waitMs * 2 ** (attempt - 1)))), undefined, {
        ...(signal && { signal }),
      })
    }

    async function judge(at: string, response: Response): Promise<Response> {
      if (response.ok || request.accept?.includes(response.status)) return response
      const body = refusalIn(await response.text())
      if (body) throw new RefusedError(body)
      throw new UnreachableError(at, `the answer with status ${response.status} is not the service's`)
    }
  }

  async function tryOnce(url: string, request: Request): Promise<{ response: Response } | { fault: unknown }> {
    const headers = new Headers(request.headers)
    if (token && !request.open) headers.set('authorization', `Bearer ${await token()}`)
    const limit = AbortSignal.timeout(request.timeoutMs ?? timeoutMs)
    try {
      const response = await fetch(url, {
        method: request.method ?? 'GET',
        headers,
        ...(request.body !== undefined && { body: request.body }),
        signal: signal ? AbortSignal.any([signal, limit]) : limit,
      })
      // A connection that breaks in the middle of an answer is a fault of the network too.
      const body = await response.arrayBuffer()
      const { status } = response
      return { response: new Response(body.byteLength > 0 ? body : null, { status, headers: response.headers }) }
    } catch (fault) {
      // The caller's own wish to stop is no fault of the network.
      signal?.throwIfAborted()
      return { fault }
    }
  }
}

// So that clients which a restart cut off do not all come back at once.
const jittered = (milliseconds: number): number => milliseconds * (0.75 + Math.random() / 2)

function describe(fault: unknown): string {
  const cause = fault instanceof Error ? (fault.cause ?? fault) : fault
  if (cause instanceof AggregateError) return describe(cause.errors[0])
  return cause instanceof Error ? cause.message || cause.name : String(cause)
}
