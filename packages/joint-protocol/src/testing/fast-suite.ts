import { createPublicKey, generateKeyPairSync, hash, type KeyObject } from 'node:crypto'
import type { SignatureSuite } from '../signature-suite.ts'

const names = new WeakMap<KeyObject, Buffer>()

function nameOf(key: KeyObject): Buffer {
  const known = names.get(key)
  if (known) return known
  const publicKey = key.type === 'private' ? createPublicKey(key.export({ format: 'pem', type: 'pkcs8' })) : key
  const name = publicKey.export({ format: 'der', type: 'spki' })
  names.set(key, name)
  return name
}

const digestOf = (message: Uint8Array, key: KeyObject): Buffer =>
  hash('sha256', Buffer.concat([nameOf(key), message]), 'buffer')

/**
 * Signatures that cost next to nothing and that anybody could make: most histories look for faults of the protocol, not
 * of a cipher. Registered by the histories alone, so a compact of a running instance can never use it. For tests alone.
 */
export const fastSuite: SignatureSuite = {
  name: 'test-hash',
  generate: () => generateKeyPairSync('ed25519'),
  accepts: (key) => key.asymmetricKeyType === 'ed25519',
  sign: (message, privateKey) => new Uint8Array(digestOf(message, privateKey)),
  verify: (message, publicKey, signature) => digestOf(message, publicKey).equals(signature),
}
