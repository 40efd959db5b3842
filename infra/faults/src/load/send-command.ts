import type { Answered, AnsweredEvent, NotNow } from './line-of-load.ts'
import type { Wish } from './mix.ts'

type Outcome = Pick<Answered, 'status' | 'code' | 'events'> | Pick<NotNow, 'why' | 'retryAfter'>

/** Sends a command once and tells an answer for good from one that asks to come again. */
export async function sendCommand(
  url: string,
  { command, body }: Wish,
  { key, token, timeoutMs }: { key: string; token: string; timeoutMs: number },
): Promise<Outcome> {
  try {
    const response = await fetch(`${url}/${command.context}/commands/${command.name}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', 'idempotency-key': key, authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(timeoutMs),
    })
    const text = await response.text()
    return judge(response, text)
  } catch (error) {
    return { why: nameOf(error, timeoutMs) }
  }
}

/** An answer that is neither events nor a refusal with its code is a fault that names its status, whatever it consists of. */
export function judge({ status, headers }: Pick<Response, 'status' | 'headers'>, text: string): Outcome {
  const { events, code } = readable(text)
  if (status === 200 && events) return { status, events }
  const hint = status >= 500 && { retryAfter: headers.has('retry-after') }
  if (status === 200 || code === undefined)
    return { why: `${status} without ${status === 200 ? 'events' : 'a code'}`, ...hint }
  if (status >= 500 || code === 'common.busy') return { why: `${status} ${code}`, ...hint }
  return { status, code, events: [] }
}

function readable(text: string): { events?: AnsweredEvent[]; code?: string } {
  try {
    return (JSON.parse(text) ?? {}) as { events?: AnsweredEvent[]; code?: string }
  } catch {
    // The server's own page for a fault, or half an answer: it has neither events nor a code.
    return {}
  }
}

function nameOf(error: unknown, timeoutMs: number): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') return `no answer in ${timeoutMs} ms`
  return cause?.code ?? cause?.message ?? message
}
