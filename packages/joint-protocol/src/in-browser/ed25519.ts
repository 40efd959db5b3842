import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import { concatBytes } from '@noble/hashes/utils.js'

const { Point } = ed25519
const ORDER = Point.CURVE().n
/** A table of this width takes as long as two signatures, and each then takes a third. */
const WINDOW = 4

/**
 * What checks an Ed25519 key's signatures as OpenSSL judges them, which is what counts at every committee: without the
 * cofactor, the point of the signature compared as bytes, no point of small order, any other as a key however it is written.
 * The library's own `verify` answers otherwise where somebody made a signature for just that, and one file must not be sound
 * here and broken there.
 */
export function checkEd25519(key: Uint8Array): (message: Uint8Array, signature: Uint8Array) => boolean {
  const point = pointOf(key)
  return (message, signature) => {
    if (!point || signature.length !== 64) return false
    const r = signature.subarray(0, 32)
    const s = numberOf(signature.subarray(32))
    if (s >= ORDER) return false
    const k = numberOf(sha512(concatBytes(r, key, message))) % ORDER
    const found = Point.BASE.multiplyUnsafe(s).subtract(point.multiplyUnsafe(k))
    return !found.isSmallOrder() && found.toBytes().every((byte, i) => byte === r[i])
  }
}

/** Undefined where the bytes are no point: such a key is one, and nothing is ever signed with it. */
function pointOf(key: Uint8Array) {
  try {
    const point = Point.fromBytes(key, true)
    return point.isSmallOrder() ? undefined : point.precompute(WINDOW)
  } catch {
    return undefined
  }
}

/** Little end first. */
const numberOf = (bytes: Uint8Array): bigint => bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
