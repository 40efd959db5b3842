import { type Problem, Refused, Unreachable } from './problem.ts'

export interface Ask {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  params?: Readonly<Record<string, unknown>>
  body?: unknown
  /** A file as it is, in place of a body. */
  bytes?: Blob
  headers?: Readonly<Record<string, string>>
  signal?: AbortSignal
}

/**
 * Asks this origin and gives the answer's JSON. Throws `Refused` for what the rules turn down and `Unreachable` when nobody
 * answered. What may change something says that it comes from our own page.
 */
export async function request<T>(path: string, ask: Ask = {}): Promise<T> {
  const response = await fetchOwn(path, ask)
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as T
}

export async function fetchOwn(path: string, { method = 'GET', params, body, bytes, headers, signal }: Ask = {}) {
  const response = await fetch(`${path}${search(params)}`, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json, application/problem+json',
      ...(method !== 'GET' && { 'x-lianxie': '1' }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(bytes && { 'content-type': 'application/octet-stream' }),
      ...headers,
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(bytes && { body: bytes }),
    ...(signal && { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted) throw cause
    throw new Unreachable('nobody answered', { cause })
  })
  if (response.ok) return response
  const problem = await problemIn(response)
  if (!problem || [502, 503, 504].includes(response.status)) throw new Unreachable(`answered ${response.status}`)
  throw new Refused(problem)
}

async function problemIn(response: Response): Promise<Problem | undefined> {
  if (!/json/.test(response.headers.get('content-type') ?? '')) return undefined
  return (await response.json().catch(() => undefined)) as Problem | undefined
}

/** Lists are repeated, what is not given is left out; the order is fixed, so that equal questions are equal addresses. */
function search(params: Readonly<Record<string, unknown>> = {}): string {
  const pairs = Object.entries(params)
    .filter(([, value]) => value !== undefined && value !== '')
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))
  return pairs.length > 0 ? `?${new URLSearchParams(pairs).toString()}` : ''
}
