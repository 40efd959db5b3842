import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { Provider } from 'oidc-provider'

export interface TestProvider extends AsyncDisposable {
  discoveryUrl: string
  clientId: string
  clientSecret: string
  /** Goes the way that a browser goes there: signs in as this subject, and gives the address that it is sent back to. */
  signInAt(url: string, subject: string): Promise<string>
  /** Who is there when a browser comes by itself. */
  nextSubject(subject: string): void
  /** The authorization requests that came, in order. */
  asked: URLSearchParams[]
}

/** 统一身份认证: a real OpenID provider (oidc-provider), where everybody who says so is who they say. */
export async function startProvider(callback: string): Promise<TestProvider> {
  const server: Server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  const clientId = 'lianxie'
  const clientSecret = 'test-secret-of-the-client-of-lianxie'
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: [callback] }],
    jwks: { keys: [{ ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig' }] },
    cookies: { keys: ['a key for the cookies of a test'] },
    pkce: { required: () => true },
    // Short, and said so that nothing is printed about it.
    ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60 },
    features: { devInteractions: { enabled: false } },
    findAccount: (_ctx: unknown, accountId: string) => ({ accountId, claims: () => ({ sub: accountId }) }),
    interactions: { url: (_ctx: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
  })
  let subject = ''
  const asked: URLSearchParams[] = []
  const handle = provider.callback()
  server.on('request', (request, response) => {
    const url = new URL(request.url ?? '/', issuer)
    if (url.pathname === '/auth') asked.push(url.searchParams)
    if (!url.pathname.startsWith('/interaction/')) return void handle(request, response)
    void (async () => {
      const { prompt, grantId, params } = await provider.interactionDetails(request, response)
      if (prompt.name === 'login') {
        await provider.interactionFinished(request, response, { login: { accountId: subject } })
        return
      }
      const grant = grantId ? await provider.Grant.find(grantId) : undefined
      const given = grant ?? new provider.Grant({ accountId: subject, clientId: params['client_id'] as string })
      given.addOIDCScope('openid')
      await provider.interactionFinished(request, response, { consent: { grantId: await given.save() } })
    })()
  })
  return {
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    asked,
    nextSubject: (who) => {
      subject = who
    },
    async signInAt(begin, who) {
      subject = who
      const cookies = new Map<string, string>()
      let url = begin
      for (let step = 0; step < 12; step += 1) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
        for (const one of response.headers.getSetCookie()) {
          const [pair = ''] = one.split(';')
          cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
        }
        const location = response.headers.get('location')
        if (location === null)
          throw new Error(`expected to be sent on from ${url}, got ${response.status} ${await response.text()}`)
        url = new URL(location, url).toString()
        if (url.startsWith(callback)) return url
      }
      throw new Error('sent on without an end')
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}
