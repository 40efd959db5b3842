import { once } from 'node:events'
import { type Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Reply<T> {
  status: number
  headers: Headers
  body: T
}

/** One request and its JSON answer, for tests that send thousands: `fetch` takes as long for each as the service does. */
export async function exchange(
  agent: Agent,
  url: URL,
  { method = 'GET', headers, body }: { method?: string; headers: Record<string, string>; body?: string },
): Promise<Reply<any>> {
  const sent = request(url, { agent, method, headers })
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const said = await text(response)
  return {
    status: response.statusCode!,
    headers: new Headers(Object.entries(response.headersDistinct).map(([name, values]) => [name, values!.join(', ')])),
    body: said === '' ? undefined : JSON.parse(said),
  }
}
