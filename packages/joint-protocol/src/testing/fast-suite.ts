import { createHmac, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { registerSuite } from '../signature-suite.ts'

/**
 * Signatures that cost next to nothing and that anybody could make: most histories look for faults of the protocol, not
 * of a cipher. Registered here alone, so a compact of a running instance can never use it. For tests alone.
 */
export const FAST_SUITE = 'test-hmac'

const secrets = new WeakMap<KeyObject, Buffer>()

function secretOf(key: KeyObject): Buffer {
  const known = secrets.get(key)
  if (known) return known
  const publicKey = key.type === 'private' ? createPublicKey(key.export({ format: 'pem', type: 'pkcs8' })) : key
  const secret = publicKey.export({ format: 'der', type: 'spki' })
  secrets.set(key, secret)
  return secret
}

const mac = (message: Uint8Array, key: KeyObject): Buffer =>
  createHmac('sha256', secretOf(key)).update(message).digest()

registerSuite({
  name: FAST_SUITE,
  generate: () => generateKeyPairSync('ed25519'),
  accepts: (key) => key.asymmetricKeyType === 'ed25519',
  sign: (message, privateKey) => new Uint8Array(mac(message, privateKey)),
  verify: (message, publicKey, signature) => mac(message, publicKey).equals(signature),
})
