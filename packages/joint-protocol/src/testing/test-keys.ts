import { createHash } from 'node:crypto'
import type { MemberKeys } from '../bodies/compact-text.ts'
import { localSigner, type Signer } from '../signature-suite.ts'

// PKCS#8 around the 32 bytes of an Ed25519 seed.
const PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

const made = new Map<string, Signer>()

/** The same key for the same name in every run, so that a seed names a whole history. Never for real use. */
export function keyNamed(name: string, suite = 'ed25519'): Signer {
  const known = made.get(`${suite} ${name}`)
  if (known) return known
  const seed = createHash('sha256').update(name).digest()
  const signer = localSigner({ suite, pkcs8: Buffer.concat([PREFIX, seed]).toString('base64') })
  made.set(`${suite} ${name}`, signer)
  return signer
}

/** The keys that a committee of the simulation enters a compact with. */
export const keysNamed = (committee: string, suite?: string): MemberKeys => ({
  signing: keyNamed(`${committee} signing`, suite).key,
  recovery: keyNamed(`${committee} recovery`, suite).key,
  sealing: `age1${createHash('sha256').update(committee).digest('hex')}`,
  hub: null,
})
