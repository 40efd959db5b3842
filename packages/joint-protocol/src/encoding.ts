export { base64, bytesOf, joined, sha256 } from '#bytes'

export const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text)

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Text of UTF-8 bytes; throws on bytes that are no UTF-8, so that two byte strings never read as one text. */
export const textOf = (bytes: Uint8Array): string => strict.decode(bytes)

/**
 * The value of JSON bytes that have one reading only: no spaces, no duplicate keys, no other spelling of a number.
 * A signature is over bytes, and two programs must not read two things in the same bytes.
 * Answers undefined where the bytes are anything else; never throws.
 */
export function readJson(bytes: Uint8Array): unknown {
  try {
    const text = textOf(bytes)
    const value: unknown = JSON.parse(text)
    return JSON.stringify(value) === text && !(text.includes('\\u') && unstorable.test(text)) ? value : undefined
  } catch {
    return undefined
  }
}

// NUL and halves of surrogate pairs: not every database and not every program can keep them.
const unstorable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i

export const jsonBytes = (value: unknown): Uint8Array<ArrayBuffer> => utf8(JSON.stringify(value))
