import {
  connect,
  credsAuthenticator,
  type NatsConnection,
  nkeyAuthenticator,
  type NodeConnectionOptions,
} from '@nats-io/transport-node'

export interface NatsOptions {
  /** One or several servers, `nats://127.0.0.1:4222`. */
  servers: string | readonly string[]
  /** What the server shows for this connection, `directory@wujiang-cppcc`. */
  name: string
  /** How this client proves who it is; absent where the server asks for nothing. */
  auth?: { user: string; pass: string } | { token: string } | { credentials: string } | { nkeySeed: string }
  tls?: NodeConnectionOptions['tls']
  /** How long a server that is not there yet is waited for. Milliseconds; 30 seconds unless given. */
  waitMs?: number
}

/**
 * Connects and stays connected: a server that goes away is looked for until it is back.
 * Throws when no server answers within `waitMs`, and at once when the server refuses the credentials.
 */
export async function connectNats({ servers, name, auth, tls, waitMs = 30_000 }: NatsOptions): Promise<NatsConnection> {
  const deadline = Date.now() + waitMs
  for (;;) {
    try {
      return await connect({
        servers: typeof servers === 'string' ? servers : [...servers],
        name,
        ...authenticated(auth),
        ...(tls !== undefined && { tls }),
        maxReconnectAttempts: -1,
        // A server that is being set up anew may refuse for a while whom it knew before.
        ignoreAuthErrorAbort: true,
        reconnectTimeWait: 500,
        reconnectJitter: 250,
        pingInterval: 20_000,
        maxPingOut: 2,
        timeout: Math.max(500, Math.min(5_000, deadline - Date.now())),
      })
    } catch (cause) {
      const refused =
        cause instanceof Error && /authorization|authentication|permission/i.test(`${cause.name} ${cause.message}`)
      if (refused || Date.now() >= deadline) {
        const why = refused ? 'refused the credentials' : `did not answer within ${waitMs} ms`
        throw new Error(`the NATS server at ${String(servers)} ${why}`, { cause })
      }
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

/** Sends what is on its way and closes; a server that does not answer is not waited for longer than `graceMs`. */
export async function closeNats(nats: NatsConnection, graceMs = 2_000): Promise<void> {
  if (nats.isClosed()) return
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, graceMs)
  })
  await Promise.race([
    nats.flush().then(
      () => undefined,
      () => undefined,
    ),
    late,
  ])
  clearTimeout(timer)
  await nats.close()
}

/** Calls `lost` and `back` when the connection breaks and is there again, until the answered function is called. */
export function watchNats(nats: NatsConnection, { lost, back }: { lost: () => void; back: () => void }): () => void {
  const statuses = nats.status()
  const watch = async () => {
    for await (const { type } of statuses) {
      if (type === 'disconnect') lost()
      if (type === 'reconnect') back()
    }
  }
  void watch()
  return () => (statuses as unknown as { stop(): void }).stop()
}

function authenticated(auth: NatsOptions['auth']): NodeConnectionOptions {
  if (auth === undefined) return {}
  if ('user' in auth || 'token' in auth) return auth
  const bytes = (text: string) => new TextEncoder().encode(text)
  return {
    authenticator:
      'credentials' in auth ? credsAuthenticator(bytes(auth.credentials)) : nkeyAuthenticator(bytes(auth.nkeySeed)),
  }
}
