import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { identityOf, recipientOf } from './sealing-key.ts'

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
  const decrypter = new Decrypter()
  for (const identity of identities) decrypter.addIdentity(identityOf(identity))
  return {
    async seal(plain, recipients) {
      const encrypter = new Encrypter()
      for (const recipient of recipients) encrypter.addRecipient(recipientOf(recipient))
      return encrypter.encrypt(plain)
    },
    async open(sealed) {
      try {
        return await decrypter.decrypt(sealed, 'uint8array')
      } catch {
        // Foreign, damaged or plain bytes: the caller turns them down and blames the carrier.
        return undefined
      }
    },
  }
}
