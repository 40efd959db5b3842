import { Id, Refusal } from '@lianxie/contracts'
import type { FrontRuntime } from '@lianxie/service-kit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { PortalSettings } from './config.ts'
import { hearsEverything, hintsOf } from './hint.ts'
import { type LiveClient, liveClient } from './live-client.ts'
import { isToken, type SessionToken, type SessionTokens } from './session-tokens.ts'
import { isUpstream } from './upstreams.ts'

const FLUSH_MS = 100
const HEARTBEAT_MS = 20_000
/** Things that one page may watch. */
const MOST_WATCHED = 20
/** Connections of one account; the page keeps one a tab. */
const MOST_OF_ACCOUNT = 20

/**
 * 实时变化: `GET /changes` as server-sent events. Offices hear of everything, others of what they name by `?watch=` and may
 * read: `proposals/cases/<id>`. Only what happens from now on: a page that was away asks anew by itself.
 */
export function mountLive(
  server: FastifyInstance,
  { nats, committee, log, metrics }: FrontRuntime,
  { upstreams }: Pick<PortalSettings, 'upstreams'>,
  tokens: SessionTokens,
): void {
  const clients = new Set<LiveClient>()
  metrics.registerGauge('live_connections', 'Pages that hear of changes.', () => clients.size)

  const events = nats.subscribe(`evt.${committee}.>`)
  const listen = async () => {
    for await (const message of events) {
      const event = readJson(message.data) as { data?: { accountId?: unknown; recipients?: unknown } }
      const hints = hintsOf(event)
      if (!hints) continue
      // A stopped account, an ended role or session: identity is asked anew, and tells no secrets to anybody else.
      if (hints.loud.context === 'identity') {
        if (typeof event.data?.accountId === 'string') dropAccount(event.data.accountId)
        continue
      }
      // 通知 are heard by whom they are for and by nobody else, an office included.
      if (hints.loud.context === 'notices') {
        const concerned = recipientsOf(event.data)
        for (const client of clients) {
          const { accountId } = client.viewer
          if (concerned.has(accountId)) client.add({ context: 'notices', aggregate: 'mailbox', id: accountId })
        }
        continue
      }
      for (const client of clients) {
        if (!client.watches) client.add(hints.loud)
        else for (const hint of [hints.quiet, hints.around]) if (hint && client.watches.has(hint.id)) client.add(hint)
      }
    }
  }
  listen().catch((err: unknown) => log.error({ err }, 'changes are heard of no more'))
  const dropAccount = (accountId: string) => {
    tokens.forgetAccount(accountId)
    for (const client of clients) if (client.viewer.accountId === accountId) client.end()
  }

  const flushing = setInterval(() => {
    const now = Date.now()
    for (const client of clients) client.flush(now)
  }, FLUSH_MS)
  const beating = setInterval(() => {
    for (const client of clients) {
      client.beat()
      void stillSignedIn(client).then((yes) => yes || client.end())
    }
  }, HEARTBEAT_MS)
  const stillSignedIn = async ({ cookies, viewer, address }: LiveClient): Promise<boolean> => {
    try {
      const found = await tokens.tokenOf(cookies, address)
      return isToken(found) && found.viewer.accountId === viewer.accountId && found.viewer.role === viewer.role
    } catch (error) {
      // Identity is away: that ends nobody's session.
      return error instanceof Refusal
    }
  }
  server.addHook('preClose', async () => {
    clearInterval(flushing)
    clearInterval(beating)
    events.unsubscribe()
    for (const client of clients) client.end()
  })

  server.get('/changes', { schema: { hide: true } }, async (request, reply) => {
    const session = await tokens.tokenOf(request.headers.cookie, request.ip)
    if (!isToken(session)) throw new Refusal(session?.withheld ?? 'auth.missing')
    const { viewer } = session
    if (viewer.committee !== committee) throw new Refusal('auth.wrong_committee')
    const same = [...clients].filter((client) => client.viewer.accountId === viewer.accountId)
    if (same.length >= MOST_OF_ACCOUNT) throw new Refusal('request.too_many')
    const watches = hearsEverything(viewer.role) ? undefined : await readable(request, session, upstreams)
    reply.hijack()
    const response = reply.raw
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-accel-buffering': 'no',
    })
    response.write('retry: 3000\n\n')
    const { cookie: cookies } = request.headers
    const client = liveClient(response, { viewer, cookies, address: request.ip, watches })
    clients.add(client)
    response.on('close', () => clients.delete(client))
  })
}

/** The ids among those that the page names which the viewer can read: the service answers that, with the viewer's own token. */
async function readable(
  request: FastifyRequest,
  { token }: SessionToken,
  upstreams: PortalSettings['upstreams'],
): Promise<ReadonlySet<string>> {
  const { watch = [] } = request.query as { watch?: string | string[] }
  const wanted = [watch].flat()
  if (wanted.length > MOST_WATCHED) throw new Refusal('request.invalid', { field: 'watch' })
  const ids = await Promise.all(
    wanted.map(async (path) => {
      // One thing by its own address; a list would answer whatever is asked of it.
      const [, context = '', id = ''] = /^([a-z]+)\/[a-z-]+\/([0-9a-f-]+)$/.exec(path) ?? []
      if (!isUpstream(context) || !isId(id)) throw new Refusal('request.invalid', { field: 'watch' })
      const answer = await fetch(`${upstreams[context]}/${path}`, {
        headers: { authorization: `Bearer ${token}` },
        signal: AbortSignal.timeout(5_000),
      }).catch(() => undefined)
      await answer?.body?.cancel()
      return answer?.ok ? [id] : []
    }),
  )
  return new Set(ids.flat())
}

/** Things are named by a UUID, those of compacts by the hash of the entry that they began with. */
const isId = (id: string): boolean => Id.safeParse(id).success || /^[0-9a-f]{64}$/.test(id)

/** Whose mailbox an event of notices is about. */
function recipientsOf(data: { accountId?: unknown; recipients?: unknown } = {}): ReadonlySet<unknown> {
  const told = Array.isArray(data.recipients) ? (data.recipients as { accountId?: unknown }[]) : []
  return new Set([data.accountId, ...told.map((one) => one?.accountId)])
}

function readJson(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(data))
  } catch {
    // What is no JSON is no event of ours.
    return {}
  }
}
