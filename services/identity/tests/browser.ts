import type { identity as i } from '@lianxie/contracts'

export interface Answered<T = any> {
  status: number
  body: T
  headers: Headers
}

/** A browser on the platform's own pages: keeps cookies, says where it comes from. Anything it says can be said otherwise. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #url: string
  readonly #headers: Record<string, string>

  constructor(url: string, headers: Record<string, string> = {}) {
    this.#url = url
    this.#headers = { origin: 'http://portal.test', 'x-lianxie': '1', 'user-agent': 'tests', ...headers }
  }

  async get<T = any>(path: string, headers: Record<string, string> = {}): Promise<Answered<T>> {
    return this.#send(path, { headers })
  }

  async post<T = any>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answered<T>> {
    return this.#send(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    })
  }

  /** Who the session says it is. */
  async session(): Promise<i.SessionView> {
    const { status, body } = await this.get('/identity/session')
    if (status !== 200) throw new Error(`expected a session, got ${JSON.stringify(body)}`)
    return body
  }

  /** An access token, which must be given. */
  async token(): Promise<string> {
    const { status, body } = await this.post<i.SessionView & { token: string }>('/identity/access-token')
    if (status !== 200) throw new Error(`expected a token, got ${JSON.stringify(body)}`)
    return body.token
  }

  cookieHeader(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Follows one answer of somebody else, an identity provider. */
  keep(headers: Headers): void {
    for (const cookie of headers.getSetCookie()) {
      const [pair = '', ...attributes] = cookie.split(';')
      const name = pair.slice(0, pair.indexOf('='))
      const isGone = attributes.some((one) => one.trim().toLowerCase() === 'max-age=0')
      if (isGone) this.cookies.delete(name)
      else this.cookies.set(name, pair.slice(pair.indexOf('=') + 1))
    }
  }

  async #send(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers: Record<string, string> },
  ): Promise<Answered> {
    const headers = new Headers({ ...this.#headers, ...init.headers })
    for (const [name, value] of Array.from(headers)) if (value === '') headers.delete(name)
    if (this.cookies.size > 0) headers.set('cookie', this.cookieHeader())
    const response = await fetch(new URL(path, this.#url), { ...init, headers, redirect: 'manual' })
    this.keep(response.headers)
    const text = await response.text()
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
  }
}
