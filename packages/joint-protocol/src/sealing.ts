import { bech32 } from '@scure/base'
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'

/** 封装: what travels is sealed for its readers, so that a hub sees sizes and times only. */
export interface Sealer {
  /** Seals for the given age recipients. */
  seal(plain: Uint8Array, recipients: string[]): Promise<Uint8Array>
  /** The plain bytes, or undefined where the bytes are not sealed or not for this side. Never throws on bad bytes. */
  open(sealed: Uint8Array): Promise<Uint8Array | undefined>
}

/** A new sealing key pair: identity stays at home, recipient is pinned in the compact. */
export async function generateSealingKey(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** A sealer over the own identities; keep the old ones after a change of key, to read what was sealed before. */
export function ageSealer(identities: string[]): Sealer {
  let opening: Promise<Decrypter> | undefined
  return {
    async seal(plain, recipients) {
      const encrypter = new Encrypter()
      for (const recipient of recipients) encrypter.addRecipient(recipient)
      return encrypter.encrypt(plain)
    },
    async open(sealed) {
      const decrypter = await (opening ??= decrypterOf(identities))
      try {
        return await decrypter.decrypt(sealed, 'uint8array')
      } catch {
        // Foreign, damaged or plain bytes: the caller turns them down and blames the carrier.
        return undefined
      }
    },
  }
}

/** Made once: given as text, each identity would be worked out anew for every envelope, which takes most of the time. */
async function decrypterOf(identities: readonly string[]): Promise<Decrypter> {
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(await keyOf(identity))
  return decrypter
}

const PKCS8_OF_X25519 = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** An X25519 identity as a key of WebCrypto; any other stays the text that it is. */
async function keyOf(identity: string): Promise<Parameters<Decrypter['addIdentity']>[0]> {
  if (!identity.startsWith('AGE-SECRET-KEY-1')) return identity
  const { bytes } = bech32.decodeToBytes(identity)
  const der = Buffer.concat([PKCS8_OF_X25519, bytes])
  return crypto.subtle.importKey('pkcs8', der, { name: 'X25519' }, false, ['deriveBits'])
}
