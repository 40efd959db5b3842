import { Pool } from 'undici'

export interface Asked {
  path: string
  body: unknown
  token: string
  key: string
  /** The version of the first target that the client has seen. */
  version?: number
}

/** What a command of the load came to: the id and version of its aggregate, or why it was not accepted. */
export type Answer = { accepted: true; id: string; version: number } | { accepted: false; why: string }

/** Sends commands to one service over connections that stay open. */
export interface CommandClient {
  send(asked: Asked): Promise<Answer>
  close(): Promise<void>
}

/** @param connections As many requests are under way at most; more wait here. */
export function commandClient(url: string, connections: number): CommandClient {
  const pool = new Pool(url, { connections, pipelining: 1 })
  return {
    async send({ path, body, token, key, version }) {
      const response = await pool.request({
        path,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${token}`,
          'idempotency-key': key,
          ...(version !== undefined && { 'if-match': `"${version}"` }),
        },
        body: JSON.stringify(body),
      })
      const text = await response.body.text()
      if (response.statusCode !== 200) return { accepted: false, why: `${response.statusCode} ${text.slice(0, 300)}` }
      const { events } = JSON.parse(text) as { events: { aggregate: string; version: number }[] }
      if (events.length !== 1) return { accepted: false, why: `expected one event, got ${events.length}` }
      const { aggregate, version: now } = events[0]!
      return { accepted: true, id: aggregate.slice(aggregate.indexOf('/') + 1), version: now }
    },
    close: () => pool.close(),
  }
}
