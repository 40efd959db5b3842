import { DER, weierstrass, type WeierstrassPoint } from '@noble/curves/abstract/weierstrass.js'
import { concatBytes } from '@noble/hashes/utils.js'
import { sm3 } from './sm3.ts'

// sm2p256v1 (GB/T 32918.5)
const CURVE = {
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
}
const Point = weierstrass(CURVE)
const { n } = CURVE

export type Sm2Point = WeierstrassPoint<bigint>

/** The point of `04 x y`, or undefined where the bytes are no point of the curve in this form. */
export function sm2Point(bytes: Uint8Array): Sm2Point | undefined {
  if (bytes.length !== 65 || bytes[0] !== 4) return undefined
  try {
    const point = Point.fromBytes(bytes)
    point.assertValidity()
    return point
  } catch {
    return undefined
  }
}

/** SM2 数字签名 (GB/T 32918.2) with SM3, over a DER signature; the signer is named by nothing, as OpenSSL does when not told. */
export function verifySm2(point: Sm2Point, message: Uint8Array, signature: Uint8Array): boolean {
  const { r, s } = DER.toSig(signature)
  if (r < 1n || r >= n || s < 1n || s >= n) return false
  const t = (r + s) % n
  if (t === 0n) return false
  const e = numberOf(sm3(concatBytes(nameOf(point), message)))
  const sum = Point.BASE.multiplyUnsafe(s).add(point.multiplyUnsafe(t))
  return !sum.is0() && (e + sum.x) % n === r
}

/** Z: the digest of curve and key that stands before every message. */
function nameOf(point: Sm2Point): Uint8Array {
  const numbers = [CURVE.a, CURVE.b, CURVE.Gx, CURVE.Gy, point.x, point.y]
  return sm3(concatBytes(new Uint8Array(2), ...numbers.map(bytesOf)))
}

const bytesOf = (number: bigint): Uint8Array => Point.Fp.toBytes(number)
const numberOf = (bytes: Uint8Array): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
