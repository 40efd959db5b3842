import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { base64, bytesOf } from './encoding.ts'
import { Base64 } from './primitives.ts'
import type { PublicKey } from './public-key.ts'

/** A way of signing, registered by name, so that a compact may use 国密 where it is demanded. */
export interface SignatureSuite {
  name: string
  generate(): { publicKey: KeyObject; privateKey: KeyObject }
  accepts(key: KeyObject): boolean
  sign(message: Uint8Array, privateKey: KeyObject): Uint8Array
  verify(message: Uint8Array, publicKey: KeyObject, signature: Uint8Array): boolean
  /** The same beside the event loop, for many at once. */
  verifyInPool?(message: Uint8Array, publicKey: KeyObject, signature: Uint8Array): Promise<boolean>
}

const verifyInPool = (algorithm: string | null, message: Uint8Array, key: KeyObject, signature: Uint8Array) =>
  new Promise<boolean>((resolve, reject) => {
    verify(algorithm, message, key, signature, (error, valid) => (error ? reject(error) : resolve(valid)))
  })

const suites = new Map<string, SignatureSuite>()

/** Adds a suite under its name; a second suite of the same name is an error. */
export function registerSuite(suite: SignatureSuite): void {
  if (suites.has(suite.name)) throw new Error(`expected a new signature suite, ${suite.name} is registered already`)
  suites.set(suite.name, suite)
}

export const suiteNames = (): string[] => [...suites.keys()]

registerSuite({
  name: 'ed25519',
  generate: () => generateKeyPairSync('ed25519'),
  accepts: (key) => key.asymmetricKeyType === 'ed25519',
  sign: (message, privateKey) => new Uint8Array(sign(null, message, privateKey)),
  verify: (message, publicKey, signature) => verify(null, message, publicKey, signature),
  verifyInPool: (message, publicKey, signature) => verifyInPool(null, message, publicKey, signature),
})

// Up to the first byte of the point: its one form that is neither compressed nor hybrid.
const SM2_HEAD = '3059301306072a8648ce3d020106082a811ccf5501822d03420004'

// GB/T 32918 signature with the GB/T 32905 hash, both from OpenSSL.
registerSuite({
  name: 'sm2-sm3',
  generate: () => generateKeyPairSync('ec', { namedCurve: 'SM2' }),
  // Node names no type for an imported SM2 key, so its head is compared: EC public key on curve 1.2.156.10197.1.301.
  accepts: (key) => key.export({ format: 'der', type: 'spki' }).toString('hex').startsWith(SM2_HEAD),
  sign: (message, privateKey) => new Uint8Array(sign('sm3', message, privateKey)),
  verify: (message, publicKey, signature) => verify('sm3', message, publicKey, signature),
  verifyInPool: (message, publicKey, signature) => verifyInPool('sm3', message, publicKey, signature),
})

/** A public key as it is written; `PublicKey` of public-key.ts is one that a suite reads. */
export interface NamedKey {
  suite: string
  spki: string
}

const keyObjects = new Map<string, KeyObject>()

export const isPublicKey = (key: NamedKey): boolean => keyObject(key) !== undefined

function keyObject(key: NamedKey): KeyObject | undefined {
  const cacheKey = `${key.suite}\n${key.spki}`
  const known = keyObjects.get(cacheKey)
  if (known) return known
  const suite = suites.get(key.suite)
  if (!suite) return undefined
  try {
    const object = createPublicKey({ key: Buffer.from(key.spki, 'base64'), format: 'der', type: 'spki' })
    const exact = object.export({ format: 'der', type: 'spki' }).toString('base64') === key.spki
    if (!exact || !suite.accepts(object)) return undefined
    if (keyObjects.size > 10_000) keyObjects.clear()
    keyObjects.set(cacheKey, object)
    return object
  } catch {
    return undefined
  }
}

/** True when `signature` is this key's over `message`. Any bad bytes answer false; never throws. */
export function verifySignature(key: NamedKey, message: Uint8Array, signature: Uint8Array): boolean {
  const object = keyObject(key)
  const suite = suites.get(key.suite)
  if (!object || !suite) return false
  try {
    return suite.verify(message, object, signature)
  } catch {
    return false
  }
}

/** What `verifySignature` answers, worked out in the thread pool where the suite knows how. */
export async function verifySignatureInPool(
  key: NamedKey,
  message: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const object = keyObject(key)
  const verifyHere = suites.get(key.suite)?.verifyInPool
  if (!object || !verifyHere) return verifySignature(key, message, signature)
  try {
    return await verifyHere(message, object, signature)
  } catch {
    return false
  }
}

/** Signs for one committee. A hardware module may stand behind it. */
export interface Signer {
  readonly key: PublicKey
  sign(message: Uint8Array): Uint8Array | Promise<Uint8Array>
}

/** A private key as it is kept: PKCS#8 in base64. It never leaves its committee's instance. */
export const PrivateKey = z.strictObject({ suite: z.string().max(32), pkcs8: Base64(1_000) })
export type PrivateKey = z.infer<typeof PrivateKey>

/** A new key pair of a suite. */
export function generateKey(suite = 'ed25519'): { publicKey: PublicKey; privateKey: PrivateKey } {
  const pair = suiteOf(suite).generate()
  return {
    publicKey: { suite, spki: base64(pair.publicKey.export({ format: 'der', type: 'spki' })) },
    privateKey: { suite, pkcs8: base64(pair.privateKey.export({ format: 'der', type: 'pkcs8' })) },
  }
}

/** A signer over a private key held in memory. */
export function localSigner(privateKey: PrivateKey): Signer {
  const suite = suiteOf(privateKey.suite)
  const object = createPrivateKey({ key: Buffer.from(bytesOf(privateKey.pkcs8)), format: 'der', type: 'pkcs8' })
  const spki = base64(createPublicKey(object).export({ format: 'der', type: 'spki' }))
  return { key: { suite: suite.name, spki }, sign: (message) => suite.sign(message, object) }
}

function suiteOf(name: string): SignatureSuite {
  const suite = suites.get(name)
  if (!suite) throw new Error(`expected a registered signature suite (${suiteNames().join(', ')}), got ${name}`)
  return suite
}
