/** The hub cannot be made what is asked for: words for its operator, in both languages. */
export class HubError extends Error {
  override readonly name = 'HubError'
  readonly code: string
  readonly zh: string

  constructor(code: string, zh: string, en: string, options?: ErrorOptions) {
    super(en, options)
    this.code = code
    this.zh = zh
  }
}
