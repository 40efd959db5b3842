/** One wrong field of a request, worded for people. */
export interface FieldError {
  field: string
  zh: string
  en: string
}

/** RFC 9457 problem+json as every service words a refusal. */
export interface RefusalBody {
  code: string
  status: number
  zh: string
  en: string
  field?: string
  errors?: FieldError[]
  detail?: Record<string, unknown>
  requestId?: string
}

/** A service turned a request down. `code` is stable; `zh` and `en` are for people; nothing has changed. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError'
  readonly code: string
  /** The HTTP status. */
  readonly status: number
  readonly zh: string
  readonly en: string
  /** The field that is wrong, as a path: `items.3.month`. */
  readonly field: string | undefined
  /** Every wrong field, at most the first twenty. */
  readonly errors: readonly FieldError[]
  /** Facts beside the code, never personal data. */
  readonly detail: Readonly<Record<string, unknown>>
  /** Under this id the service's log tells more. */
  readonly requestId: string | undefined

  constructor(body: RefusalBody) {
    super(`${body.code}: ${body.en}`)
    this.code = body.code
    this.status = body.status
    this.zh = body.zh
    this.en = body.en
    this.field = body.field
    this.errors = body.errors ?? []
    this.detail = body.detail ?? {}
    this.requestId = body.requestId
  }
}

/** No service answered, after every try: whether a command took effect is not known until it is sent again with the same key. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError'
  readonly url: string

  constructor(url: string, why: string, options?: ErrorOptions) {
    super(`no answer from ${url}: ${why}`, options)
    this.url = url
  }
}

/** The refusal that a body words; undefined when it is none, such as the page of a proxy. */
export function refusalIn(text: string): RefusalBody | undefined {
  try {
    const body: unknown = JSON.parse(text)
    const { code, status, zh, en } = (body ?? {}) as Partial<RefusalBody>
    const worded = typeof code === 'string' && typeof zh === 'string' && typeof en === 'string'
    return worded && typeof status === 'number' ? (body as RefusalBody) : undefined
  } catch {
    return undefined
  }
}
