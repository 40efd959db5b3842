import { hash, randomBytes } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha512 } from '@noble/hashes/sha2.js'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as byNode from '../bytes.ts'
import * as node from '../signature-suite.ts'
import * as browserBytes from './bytes.ts'
import * as browser from './signature-suite.ts'
import { sm3 } from './sm3.ts'

const SUITES = ['ed25519', 'sm2-sm3']
const bytes = fc.uint8Array({ maxLength: 300 })

/** The one answer of both. */
function answer(key: node.NamedKey, message: Uint8Array, signature: Uint8Array): boolean {
  const said = [node.verifySignature(key, message, signature), browser.verifySignature(key, message, signature)]
  const given = { key, message: byNode.base64(message), signature: byNode.base64(signature) }
  expect({ ...given, said }).toEqual({ ...given, said: [said[0], said[0]] })
  return said[0]!
}

function isKey(key: node.NamedKey): boolean {
  const said = [node.isPublicKey(key), browser.isPublicKey(key)]
  expect({ ...key, said }).toEqual({ ...key, said: [said[0], said[0]] })
  return said[0]!
}

test('digests, base64 and joined bytes are the same', () => {
  fc.assert(
    fc.property(bytes, bytes, fc.string(), (one, other, text) => {
      expect(browserBytes.sha256(one)).toBe(byNode.sha256(one))
      expect(browserBytes.sha256(text)).toBe(byNode.sha256(text))
      expect(browserBytes.base64(one)).toBe(byNode.base64(one))
      expect([...browserBytes.bytesOf(byNode.base64(one))]).toEqual([...one])
      expect([...browserBytes.joined(one, other)]).toEqual([...byNode.joined(one, other)])
      expect(byNode.base64(sm3(one))).toBe(hash('sm3', one, 'base64'))
    }),
  )
  const long = new Uint8Array(100_000).map((_, i) => i * 7)
  expect(browserBytes.base64(long)).toBe(byNode.base64(long))
})

test.each(SUITES)('%s: what was signed holds in both, and whatever is damaged in neither', async (suite) => {
  const { publicKey, privateKey } = node.generateKey(suite)
  const other = node.generateKey(suite).publicKey
  const signer = node.localSigner(privateKey)
  await fc.assert(
    fc.asyncProperty(bytes, fc.nat(), async (message, at) => {
      const signature = new Uint8Array(await signer.sign(message))
      const damaged = signature.slice()
      damaged[at % damaged.length]! ^= 1 << (at % 8)

      expect(answer(publicKey, message, signature)).toBe(true)
      expect(answer(publicKey, message, damaged)).toBe(false)
      expect(answer(publicKey, byNode.joined(message, Uint8Array.of(0)), signature)).toBe(false)
      expect(answer(other, message, signature)).toBe(false)
      expect(answer(publicKey, message, signature.slice(0, at % signature.length))).toBe(false)
      expect(answer(publicKey, message, byNode.joined(signature, Uint8Array.of(0)))).toBe(false)
    }),
    { numRuns: 25 },
  )
})

test.each(SUITES)('%s: keys that are none are none in both', (suite) => {
  const { spki } = node.generateKey(suite).publicKey
  const der = byNode.bytesOf(spki)
  const named = (given: Uint8Array) => ({ suite, spki: byNode.base64(given) })

  expect(isKey({ suite, spki })).toBe(true)
  expect(isKey({ suite: 'constructor', spki })).toBe(false)
  expect(isKey({ suite: SUITES.find((name) => name !== suite)!, spki })).toBe(false)
  expect(isKey({ suite, spki: spki.replace(/.$/, '~') })).toBe(false)
  expect(isKey({ suite, spki: '' })).toBe(false)
  expect(isKey(named(der.slice(0, -1)))).toBe(false)
  expect(isKey(named(byNode.joined(der, Uint8Array.of(0))))).toBe(false)
  fc.assert(
    fc.property(fc.nat(der.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      isKey(named(der.map((byte, i) => (i === at ? byte ^ change : byte))))
    }),
  )
})

test('sm2-sm3: a point is written in one form', () => {
  const der = byNode.bytesOf(node.generateKey('sm2-sm3').publicKey.spki)
  const POINT = der.length - 65

  for (const form of [6, 7]) {
    const spki = byNode.base64(der.map((byte, i) => (i === POINT ? form : byte)))
    expect(isKey({ suite: 'sm2-sm3', spki })).toBe(false)
  }
})

test('sm2-sm3: a signature has one spelling and numbers in their range', async () => {
  const { publicKey, privateKey } = node.generateKey('sm2-sm3')
  const message = byNode.bytesOf('6IGU5Yqo')
  const signature = await node.localSigner(privateKey).sign(message)
  const [r, s] = numbersOf(signature)
  const N = BigInt('0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123')

  expect(answer(publicKey, message, der(r, s))).toBe(true)
  for (const [one, other] of [
    [s, r],
    [r + N, s],
    [r, s + N],
    [0n, s],
    [r, 0n],
    [N - s, s],
    [N, s],
  ] as const)
    expect(answer(publicKey, message, der(one, other))).toBe(false)
  expect(answer(publicKey, message, der(r, s, [0]))).toBe(false)
  expect(answer(publicKey, message, Uint8Array.from([0x30, 0x81, ...der(r, s).slice(1)]))).toBe(false)
})

/*
 * Where libraries disagree about Ed25519 ("Taming the many EdDSAs", 2020): points of small order as keys and in signatures,
 * points with a part of small order, spellings beyond the field. Somebody who makes such a signature must not get two answers.
 */
test('ed25519: signatures made to divide libraries divide none of the two', () => {
  const { Point } = ed25519
  const L = Point.CURVE().n
  const small = smallOrder()
  const spellings = [...small.map((point) => point.toBytes()), ...beyondTheField()]
  let holding = 0

  for (const key of spellings)
    for (const r of spellings)
      for (const [s, text] of [0n, 1n, L, L - 1n].flatMap((number) =>
        ['', '联', '协'].map((m) => [number, m] as const),
      ))
        if (answer(named(key), new TextEncoder().encode(text), byNode.joined(r, little(s)))) holding++
  for (const torsion of small) {
    const secret = BigInt(`0x${randomBytes(31).toString('hex')}`) % L
    const nonce = BigInt(`0x${randomBytes(31).toString('hex')}`) % L
    const key = Point.BASE.multiply(secret).add(torsion).toBytes()
    for (const shift of small)
      for (let number = 0; number < 8; number++) {
        const message = Uint8Array.of(number)
        const r = Point.BASE.multiply(nonce).add(shift).toBytes()
        const k = numberOf(sha512(byNode.joined(r, key, message))) % L
        const s = (nonce + k * secret) % L
        if (answer(named(key), message, byNode.joined(r, little(s)))) holding++
        expect(answer(named(key), message, byNode.joined(r, little(s + L)))).toBe(false)
      }
  }

  // Some of them hold, or nothing was tried.
  expect(holding).toBeGreaterThan(20)
})

test('ed25519: a signature without a secret number holds in neither, by an ordinary key too', () => {
  const { Point } = ed25519
  const L = Point.CURVE().n
  const secret = BigInt(`0x${randomBytes(31).toString('hex')}`) % L
  const key = Point.BASE.multiply(secret).toBytes()
  const answers = smallOrder().flatMap((point) =>
    Array.from({ length: 8 }, (_, number) => {
      const message = Uint8Array.of(number)
      const r = point.toBytes()
      const s = ((numberOf(sha512(byNode.joined(r, key, message))) % L) * secret) % L
      return answer(named(key), message, byNode.joined(r, little(s)))
    }),
  )

  expect(answers).toHaveLength(64)
  expect(answers).not.toContain(true)
})

test('ed25519: a key of small order, for which anybody could sign, signs nothing in either', () => {
  const { Point } = ed25519
  const L = Point.CURVE().n
  const answers = smallOrder().flatMap((key) =>
    smallOrder().flatMap((shift) => {
      const s = BigInt(`0x${randomBytes(31).toString('hex')}`) % L
      const r = Point.BASE.multiply(s).add(shift).toBytes()
      return Array.from({ length: 8 }, (_, number) =>
        answer(named(key.toBytes()), Uint8Array.of(number), byNode.joined(r, little(s))),
      )
    }),
  )

  expect(answers).toHaveLength(512)
  expect(answers).not.toContain(true)
})

const HEAD = byNode.bytesOf('MCowBQYDK2VwAyEA')
const named = (key: Uint8Array) => ({ suite: 'ed25519', spki: byNode.base64(byNode.joined(HEAD, key)) })

/** The eight points whose order divides the cofactor. */
function smallOrder() {
  const { Point } = ed25519
  const L = Point.CURVE().n
  for (let y = 2; ; y++) {
    const bytes = new Uint8Array(32)
    bytes[0] = y
    let point
    try {
      point = Point.fromBytes(bytes)
    } catch {
      // Not every number is a point.
      continue
    }
    const torsion = point.multiplyUnsafe(L - 1n).add(point)
    const all = Array.from({ length: 8 }, (_, i) => (i === 0 ? Point.ZERO : torsion.multiplyUnsafe(BigInt(i))))
    if (new Set(all.map((one) => one.toHex())).size === 8) return all
  }
}

/** Numbers of 255 bits that are no number of the field, and zero with a sign. */
function beyondTheField(): Uint8Array[] {
  const P = 2n ** 255n - 19n
  const plain = [0n, 1n, 2n, 18n].map((more) => little(P + more))
  return [
    ...plain,
    ...[...plain, little(1n), little(P - 1n)].map((one) => one.map((b, i) => (i === 31 ? b | 0x80 : b))),
  ]
}

const little = (number: bigint): Uint8Array =>
  Uint8Array.from({ length: 32 }, (_, i) => Number((number >> BigInt(8 * i)) & 255n))
const numberOf = (given: Uint8Array): bigint => given.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)

function numbersOf(signature: Uint8Array): [bigint, bigint] {
  const hex = Buffer.from(signature).toString('hex')
  const end = 8 + signature[3]! * 2
  return [BigInt(`0x${hex.slice(8, end)}`), BigInt(`0x${hex.slice(end + 4)}`)]
}

function der(r: bigint, s: bigint, before: number[] = []): Uint8Array {
  const number = (value: bigint) => {
    const hex = value.toString(16)
    const plain = [...Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')]
    const content = [...before, ...(plain[0]! & 0x80 ? [0, ...plain] : plain)]
    return [2, content.length, ...content]
  }
  const content = [...number(r), ...number(s)]
  return Uint8Array.from([0x30, content.length, ...content])
}
