import { sha256 as digest } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes } from '@noble/hashes/utils.js'

/** SHA-256 of bytes, 64 lower-case hex digits. */
export const sha256 = (bytes: Uint8Array | string): string =>
  bytesToHex(digest(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes))

/** As many characters as one call takes as arguments. */
const PIECE = 0x8000

export function base64(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += PIECE) pieces.push(String.fromCharCode(...bytes.subarray(at, at + PIECE)))
  return btoa(pieces.join(''))
}

export const bytesOf = (encoded: string): Uint8Array => Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => concatBytes(...parts)
