import { createOTP } from '@better-auth/utils/otp'
import type { identity as i } from '@lianxie/contracts'

/** What one person of the demo signs in with; kept so that a later start, and whoever looks at the demo, can. */
export interface Credentials {
  userName: string
  password: string
  /** Of the authenticator, where the person has one. */
  secret?: string
}

/** 登录: one person at identity as a browser is, with a session of its own. */
export interface SignedIn {
  /** Asks one of the routes that go by the session; throws with what was answered unless it was done. */
  post<T>(path: string, body?: object): Promise<T>
  session(): Promise<i.SessionView>
  /** Enrols an authenticator; its secret is told before it counts, so that it can be kept. */
  enrol(password: string, keep: (secret: string) => Promise<void>): Promise<void>
  /** An access token, made anew a minute before its end; with an authenticator, its proof is never older than seven minutes. */
  token(): Promise<string>
}

const FRESH_SECONDS = 7 * 60
const MARGIN_MS = 60_000

/** Signs in with a password, and the authenticator's code where there is one. */
export async function signIn(
  identityUrl: string,
  origin: string,
  { userName, password, secret }: Credentials,
): Promise<SignedIn> {
  const cookies = new Map<string, string>()
  let kept: { token: string; until: number } | undefined
  let lastCounter = 0

  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { origin, 'x-lianxie': '1', 'content-type': 'application/json', cookie }
    const response = await fetch(`${identityUrl}/identity/${path}`, { ...init, headers })
    for (const one of response.headers.getSetCookie()) {
      const pair = one.slice(0, one.indexOf(';'))
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    if (response.ok) return response
    throw new SignInError(path, (await response.json()) as { code: string })
  }
  const post: SignedIn['post'] = async (path, body = {}) =>
    (await ask(path, { method: 'POST', body: JSON.stringify(body) })).json() as never
  const session = async () => (await ask('session')).json() as Promise<i.SessionView>
  /** A code that was not used yet: the next half minute's counts already, and there is time for no other. */
  const code = async () => {
    const now = Math.floor(Date.now() / 30_000)
    lastCounter = Math.max(now, lastCounter + 1)
    while (lastCounter > Math.floor(Date.now() / 30_000) + 1) await new Promise((done) => setTimeout(done, 250))
    return codeAt(secret!, lastCounter)
  }
  let proved = 0
  const prove = async (path: 'second-factor' | 'second-factor/confirm' | 'step-up') => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await post(path, { code: await code() })
        proved = Date.now()
        return
      } catch (error) {
        // Another session of the same person has used this code.
        if (!(error instanceof SignInError) || error.code !== 'sign_in.code_wrong' || attempt === 3) throw error
      }
    }
  }

  const { state } = await post<{ state: string }>('sign-in', { userName, password })
  if (state === 'SECOND_FACTOR') await prove('second-factor')
  return {
    post,
    session,
    async enrol(password, keep) {
      const enrolled = await post<{ secret: string }>('second-factor/enrol', { password })
      secret = enrolled.secret
      await keep(secret)
      await prove('second-factor/confirm')
      kept = undefined
    },
    async token() {
      const isStale = secret !== undefined && Date.now() - proved > FRESH_SECONDS * 1000
      if (isStale) await prove('step-up')
      if (!kept || isStale || Date.now() > kept.until) {
        const { token, expiresIn } = await post<{ token: string; expiresIn: number }>('access-token')
        kept = { token, until: Date.now() + expiresIn * 1000 - MARGIN_MS }
      }
      return kept.token
    },
  }
}

/** What identity refused while somebody signed in. */
export class SignInError extends Error {
  override readonly name = 'SignInError'
  readonly code: string

  constructor(path: string, { code }: { code: string }) {
    super(`identity refused ${path}: ${code}`)
    this.code = code
  }
}

/** 验证码: what an authenticator shows in the half minute of that number since 1970. */
export const codeAt = (secret: string, counter: number): Promise<string> => createOTP(bytesOf(secret)).hotp(counter)

/** A secret as authenticators are given it, in the form that codes are computed with. */
function bytesOf(base32: string): string {
  const bits = Array.from(base32, (one) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(one).toString(2).padStart(5, '0'))
  const bytes = (bits.join('').match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2))
  return Buffer.from(bytes).toString('utf8')
}
