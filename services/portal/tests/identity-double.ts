import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export interface DoubleAccount {
  userName: string
  accountId: string
  role: string
  memberId?: string
  unitIds?: readonly string[]
  /** What identity asks for before it gives a token. */
  first?: 'password.change_first' | 'second_factor.needed' | 'role.none'
}

export interface IdentityDouble extends AsyncDisposable {
  url: string
  /** How often a token was asked for. */
  asked: number
  /** Ends every session of an account. */
  end(userName: string): void
}

/**
 * Identity as the gateway knows it: a session cookie, tokens for it, who I am. It knows accounts by name with one password,
 * and takes tokens from `tokenFor`; everything else of identity is tried where identity is.
 */
export async function startIdentityDouble({
  accounts,
  password,
  tokenFor,
  expiresIn = 300,
  port = 0,
}: {
  accounts: readonly DoubleAccount[]
  password: string
  tokenFor: (account: DoubleAccount) => Promise<string>
  expiresIn?: number
  port?: number
}): Promise<IdentityDouble> {
  const sessions = new Map<string, DoubleAccount>()
  const double = { asked: 0 }
  const send = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  }
  const refuse = (response: ServerResponse, status: number, code: string, zh: string) =>
    send(response, status, { type: `urn:lianxie:refusal:${code}`, title: code, status, code, zh, en: code })
  const accountIn = ({ headers }: IncomingMessage) =>
    sessions.get(/(?:^|; )session=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '')

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const account = accountIn(request)
    switch (`${request.method} ${request.url}`) {
      case 'POST /identity/sign-in': {
        const body = (await json(request)) as { userName: string; password: string }
        const found = accounts.find(({ userName }) => userName === body.userName)
        if (!found || body.password !== password) {
          return refuse(response, 401, 'sign_in.wrong', '用户名或密码不正确。')
        }
        const id = crypto.randomUUID()
        sessions.set(id, found)
        return send(
          response,
          200,
          { state: 'SIGNED_IN' },
          { 'set-cookie': `session=${id}; Path=/; HttpOnly; SameSite=Lax` },
        )
      }
      case 'POST /identity/sign-out':
        for (const [id, one] of sessions) if (one === account) sessions.delete(id)
        return send(response, 200, {}, { 'set-cookie': 'session=; Path=/; HttpOnly; Max-Age=0' })
      case 'POST /identity/access-token':
        double.asked += 1
        if (!account) return refuse(response, 401, 'auth.missing', '请先登录。')
        if (account.first) return refuse(response, 403, account.first, '请先完成一步。')
        return send(response, 200, { token: await tokenFor(account), expiresIn })
      case 'GET /identity/session':
        if (!account) return refuse(response, 401, 'auth.missing', '请先登录。')
        return send(response, 200, sessionOf(account))
      default:
        return refuse(response, 404, 'request.no_route', '没有这个地址。')
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return Object.assign(double, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    end: (userName: string) => {
      for (const [id, one] of sessions) if (one.userName === userName) sessions.delete(id)
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

function sessionOf({ accountId, userName, role, memberId, unitIds = [], first }: DoubleAccount) {
  const active = {
    grantId: accountId,
    role,
    unitIds,
    untilOn: '2099-12-31',
    needsSecondFactor: first === 'second_factor.needed',
  }
  return {
    sessionId: accountId,
    accountId,
    userName,
    ...(memberId !== undefined && { memberId }),
    state: 'SIGNED_IN',
    roles: [active],
    active,
    acr: 'password',
    authTime: Math.floor(Date.now() / 1000),
    mustChangePassword: first === 'password.change_first',
    hasSecondFactor: false,
    hasPassword: true,
  }
}
