/** What a refusal tells people: the HTTP status and one sentence in Chinese and in English. */
export interface RefusalText {
  status: 400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 503
  zh: string
  en: string
}
