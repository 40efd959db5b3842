import { hexToBytes } from '@noble/hashes/utils.js'
import type { NamedKey } from '../signature-suite.ts'
import { base64, bytesOf } from './bytes.ts'
import { checkEd25519 } from './ed25519.ts'
import { sm2Point, verifySm2 } from './sm2.ts'

/*
 * The two suites of the protocol where there is no Node, to check signatures with and not to make them. What is true here
 * is what is true in `signature-suite.ts`: in-browser/same-answers.test.ts holds them to it.
 */

type Check = (message: Uint8Array, signature: Uint8Array) => boolean

const ED25519_HEAD = hexToBytes('302a300506032b6570032100')
const SM2_HEAD = hexToBytes('3059301306072a8648ce3d020106082a811ccf5501822d034200')

/** What checks a key's signatures; undefined where the bytes are no key of the suite. */
const readers: Record<string, (spki: Uint8Array) => Check | undefined> = {
  ed25519: (spki) => {
    const key = after(ED25519_HEAD, spki)
    return key?.length === 32 ? checkEd25519(key) : undefined
  },
  'sm2-sm3': (spki) => {
    const bytes = after(SM2_HEAD, spki)
    const point = bytes && sm2Point(bytes)
    return point && ((message, signature) => verifySm2(point, message, signature))
  },
}

const after = (head: Uint8Array, bytes: Uint8Array): Uint8Array | undefined =>
  head.every((byte, i) => byte === bytes[i]) ? bytes.subarray(head.length) : undefined

const checks = new Map<string, Check | undefined>()

function checkOf({ suite, spki }: NamedKey): Check | undefined {
  const name = `${suite}\n${spki}`
  if (!checks.has(name)) checks.set(name, readKey(suite, spki))
  return checks.get(name)
}

function readKey(suite: string, spki: string): Check | undefined {
  if (!Object.hasOwn(readers, suite)) return undefined
  try {
    const bytes = bytesOf(spki)
    return base64(bytes) === spki ? readers[suite]!(bytes) : undefined
  } catch {
    // What is no base64 is no key.
    return undefined
  }
}

export const isPublicKey = (key: NamedKey): boolean => checkOf(key) !== undefined

/** True when `signature` is this key's over `message`. Any bad bytes answer false; never throws. */
export function verifySignature(key: NamedKey, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return checkOf(key)?.(message, signature) ?? false
  } catch {
    return false
  }
}

/** There is no pool of threads here. */
export const verifySignatureInPool = (key: NamedKey, message: Uint8Array, signature: Uint8Array): Promise<boolean> =>
  Promise.resolve(verifySignature(key, message, signature))
