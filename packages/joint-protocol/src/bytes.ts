import { hash } from 'node:crypto'

/*
 * What the protocol does with bytes, by Node. `in-browser/bytes.ts` says the same where there is no Node: `#bytes` is the
 * one of the two that fits (package.json, imports).
 */

/** SHA-256 of bytes, 64 lower-case hex digits. */
export const sha256 = (bytes: Uint8Array | string): string => hash('sha256', bytes, 'hex')

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')

export const bytesOf = (encoded: string): Uint8Array => new Uint8Array(Buffer.from(encoded, 'base64'))

export const joined = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts)
