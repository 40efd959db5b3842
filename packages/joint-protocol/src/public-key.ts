import { isPublicKey } from '#signature-suite'
import { z } from 'zod'
import { sha256 } from './encoding.ts'
import { Base64, type Fingerprint } from './primitives.ts'

/** A public signing key: the suite and the DER bytes (SubjectPublicKeyInfo, base64). */
export const PublicKey = z
  .strictObject({ suite: z.string().max(32), spki: Base64(400) })
  .refine(isPublicKey, { error: 'expected a public key of a registered suite' })
export type PublicKey = z.infer<typeof PublicKey>

/** What people compare by telephone before they trust a key. */
export function fingerprintOf(key: PublicKey): Fingerprint {
  const known = fingerprints.get(key)
  if (known) return known
  const fingerprint = sha256(`${key.suite}\n${key.spki}`)
  fingerprints.set(key, fingerprint)
  return fingerprint
}

const fingerprints = new WeakMap<PublicKey, Fingerprint>()
