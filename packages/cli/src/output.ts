import { RefusedError, UnreachableError } from '@lianxie/client'

export type Language = 'zh' | 'en'

/** A sentence for people in both languages. */
export interface Words {
  zh: string
  en: string
}

/** Where a command writes: sentences for people, or one JSON document for machines. */
export interface Output {
  json: boolean
  language: Language
  /** A line for people; silent with `json`. */
  say(words: Words | string): void
  /** The result for machines; silent without `json`. */
  give(result: unknown): void
  /** A line on the error stream, whatever the form. */
  warn(words: Words | string): void
  words(words: Words | string): string
}

export function createOutput(options: {
  json: boolean
  language: Language
  out: (line: string) => void
  err: (line: string) => void
}): Output {
  const { json, language, out, err } = options
  const words = (text: Words | string) => (typeof text === 'string' ? text : text[language])
  return {
    json,
    language,
    words,
    say: (text) => {
      if (!json) out(words(text))
    },
    give: (result) => {
      if (json) out(JSON.stringify(result))
    },
    warn: (text) => err(words(text)),
  }
}

/** An error as people read it; a refusal with each wrong field. */
export function errorLines(error: unknown, language: Language): string[] {
  if (error instanceof RefusedError) {
    const fields = error.errors.map((one) => `  ${one.field}：${one[language]}`)
    const field = error.field !== undefined && fields.length === 0 ? ` [${error.field}]` : ''
    const facts = Object.keys(error.detail).length > 0 ? [`  ${JSON.stringify(error.detail)}`] : []
    return [`✗ ${error[language]}（${error.code}）${field}`, ...fields, ...facts]
  }
  if (error instanceof UnreachableError) {
    return [
      `✗ ${language === 'zh' ? `无法连接 ${error.url}` : error.message}`,
      ...(language === 'zh' ? [`  ${error.message}`] : []),
    ]
  }
  const worded = error as { zh?: unknown; message?: unknown } | undefined
  if (language === 'zh' && typeof worded?.zh === 'string') return [`✗ ${worded.zh}`]
  return [`✗ ${error instanceof Error ? error.message : String(error)}`]
}

/** An error for machines. */
export function errorJson(error: unknown): object {
  if (error instanceof RefusedError) {
    const { code, status, zh, en, field, errors, detail, requestId } = error
    return { error: { code, status, zh, en, field, errors, detail, requestId } }
  }
  const { name, message, zh, code } = error as Error & { zh?: string; code?: string }
  return { error: { code: code ?? name, en: message, ...(zh !== undefined && { zh }) } }
}
