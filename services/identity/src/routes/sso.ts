import { identity as i, Refusal } from '@lianxie/contracts'
import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { Means } from '../auth/means.ts'
import { SSO_PROVIDER } from '../store/auth-tables.ts'
import { headersOf, neverKept, requireOwnPage } from './guard.ts'

/** 统一身份认证: the way to the provider and back. Where one lands afterwards is a page of this platform. */
export function mountSso(server: FastifyInstance, means: Means): void {
  const { auth, settings, note } = means
  server.get('/identity/sign-in-ways', {
    schema: {
      summary: '登录方式 Whether people can sign in with an identity provider here',
      operationId: 'identity.sign-in-ways',
      tags: ['sign-in'],
      response: { 200: i.SignInWays },
    },
    handler: async () => ({ sso: settings.sso !== undefined }),
  })

  server.post('/identity/sso', {
    schema: {
      summary: '统一身份认证登录 Begin to sign in with the identity provider',
      operationId: 'identity.begin-sso',
      tags: ['sign-in'],
      body: i.BeginSso,
      response: { 200: i.SsoAddress },
    },
    preValidation: async (request) => requireOwnPage(request, means),
    handler: async (request, reply) => {
      neverKept(reply)
      if (!settings.sso) throw new Refusal('sign_in.no_sso')
      const { returnTo } = request.body as z.infer<typeof i.BeginSso>
      requireOwnPath(returnTo, settings.publicUrl)
      const { headers, response } = await auth.api.signInSocial({
        body: {
          provider: SSO_PROVIDER,
          callbackURL: returnTo,
          errorCallbackURL: '/sign-in?sso=refused',
          disableRedirect: true,
        },
        headers: headersOf(request),
        returnHeaders: true,
      })
      if (!('url' in response) || !response.url) throw new Refusal('service.unavailable')
      reply.header('set-cookie', headers.getSetCookie())
      return { url: response.url }
    },
  })

  server.get('/auth/callback/:provider', {
    schema: { hide: true },
    handler: async (request, reply) => {
      neverKept(reply)
      const { provider } = request.params as { provider: string }
      if (!settings.sso || provider !== SSO_PROVIDER) throw new Refusal('request.no_route')
      const answer = await auth.handler(
        new Request(new URL(request.url, settings.publicUrl), { headers: headersOf(request) }),
      )
      const cookies = answer.headers.getSetCookie()
      const accountId = await accountOf(means, cookies)
      await note(request, { method: 'SSO', outcome: accountId === undefined ? 'REFUSED' : 'DONE', accountId })
      if (cookies.length > 0) reply.header('set-cookie', cookies)
      const location = answer.headers.get('location')
      if (location === null) throw new Refusal('sign_in.wrong')
      return reply.code(302).header('location', location).send()
    },
  })
}

/** Whose session the answer began; undefined when it began none. */
async function accountOf({ auth }: Means, cookies: readonly string[]): Promise<string | undefined> {
  const cookie = cookies.map((one) => one.split(';')[0]!).join('; ')
  if (cookie === '') return undefined
  const found = await auth.api.getSession({ headers: new Headers({ cookie }), query: { disableCookieCache: true } })
  return found?.user.id
}

/** 防开放重定向: a path, whatever browsers make of backslashes and control characters. Refuses `sign_in.return_to`. */
function requireOwnPath(returnTo: string, publicUrl: string): void {
  const isPath = /^\/(?![/\\])[\x21-\x7e]*$/.test(returnTo) && !returnTo.includes('\\')
  if (!isPath || new URL(returnTo, publicUrl).origin !== new URL(publicUrl).origin) {
    throw new Refusal('sign_in.return_to', { field: 'returnTo' })
  }
}
