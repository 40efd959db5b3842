import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPair,
  hkdfSync,
  type KeyObject,
} from 'node:crypto'
import { promisify } from 'node:util'
import { base64nopad, bech32 } from '@scure/base'
import { type Identity, type Recipient, Stanza } from 'age-encryption'

/*
 * The X25519 keys of age (C2SP, age-encryption.org/v1), by Node's own cryptography. The library works out an agreement for
 * each reader on the event loop, which is most of the work of an envelope. Here those of sealing, a pair of keys and an
 * agreement for each reader, are done in the thread pool; opening takes one alone, which is sooner done than handed over.
 * All else of the format is the library's.
 */

const LABEL = 'age-encryption.org/v1/X25519'
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex')
const SPKI = Buffer.from('302a300506032b656e032100', 'hex')
const NONCE = new Uint8Array(12)
const agree = promisify(diffieHellman)
const newPair = promisify(generateKeyPair)

/** Whom to seal for, `age1…`; any other text is the library's to judge. */
export function recipientOf(text: string): Recipient | string {
  const point = pointOf(text, 'age')
  if (!point) return text
  const publicKey = publicKeyOf(point)
  return {
    async wrapFileKey(fileKey) {
      const own = await newPair('x25519')
      const share = rawOf(own.publicKey)
      const key = wrappingKey(await agree({ privateKey: own.privateKey, publicKey }), share, point)
      const cipher = createCipheriv('chacha20-poly1305', key, NONCE, { authTagLength: 16 })
      const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()])
      return [new Stanza(['X25519', base64nopad.encode(share)], new Uint8Array(body))]
    },
  }
}

/** What opens, `AGE-SECRET-KEY-1…`; any other text is the library's to judge. */
export function identityOf(text: string): Identity | string {
  const scalar = pointOf(text, 'age-secret-key-')
  if (!scalar) return text
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, scalar]), format: 'der', type: 'pkcs8' })
  const point = rawOf(createPublicKey(privateKey))
  // Who writes to the same readers names them in the same order, so the one that was ours last time is tried first.
  let ours = 0
  return {
    unwrapFileKey(stanzas) {
      const found = stanzas.filter(({ args }) => args[0] === 'X25519')
      const shares = found.map((stanza, i) => ({ i, share: shareOf(stanza), body: stanza.body }))
      for (const { i, share, body } of shares.sort((a, b) => Number(b.i === ours) - Number(a.i === ours))) {
        const key = wrappingKey(diffieHellman({ privateKey, publicKey: publicKeyOf(share) }), share, point)
        const fileKey = unwrapped(body, key)
        if (!fileKey) continue
        ours = i
        return fileKey
      }
      return null
    },
  }
}

/** The 32 bytes of an X25519 key in bech32, or undefined where the text is none. */
function pointOf(text: string, prefix: string): Uint8Array | undefined {
  const read = bech32.decodeUnsafe(text, 1_000)
  if (read?.prefix.toLowerCase() !== prefix) return undefined
  const bytes = bech32.fromWordsUnsafe(read.words)
  return bytes && bytes.length === 32 ? bytes : undefined
}

const publicKeyOf = (point: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI, point]), format: 'der', type: 'spki' })

const rawOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(SPKI.length))

function shareOf({ args, body }: Stanza): Uint8Array {
  const share = args.length === 2 ? base64nopad.decode(args[1]!) : undefined
  if (share?.length !== 32 || body.length !== 32) throw new Error('expected a share and a wrapped key of 32 bytes each')
  return share
}

const wrappingKey = (secret: Uint8Array, share: Uint8Array, point: Uint8Array): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', secret, Buffer.concat([share, point]), LABEL, 32))

/** The file key, or undefined where it was wrapped for somebody else. */
function unwrapped(body: Uint8Array, key: Uint8Array): Uint8Array | undefined {
  const cipher = createDecipheriv('chacha20-poly1305', key, NONCE, { authTagLength: 16 })
  cipher.setAuthTag(body.subarray(16))
  const fileKey = cipher.update(body.subarray(0, 16))
  try {
    cipher.final()
    return new Uint8Array(fileKey)
  } catch {
    return undefined
  }
}
