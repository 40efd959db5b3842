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

function judge(response: Response, text: string): Outcome {
  const { status } = response
  const answer = JSON.parse(text) as { events?: AnsweredEvent[]; code?: string }
  if (status === 200 && answer.events) return { status, events: answer.events }
  const { code = '' } = answer
  if (status >= 500 || code === 'common.busy')
    return { why: `${status} ${code}`, ...(status >= 500 && { retryAfter: response.headers.has('retry-after') }) }
  return { status, code, events: [] }
}

function nameOf(error: unknown, timeoutMs: number): string {
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } }
  if (name === 'TimeoutError') return `no answer in ${timeoutMs} ms`
  return cause?.code ?? cause?.message ?? message
}
