import { hash } from 'node:crypto'
import type { Actor } from './actor.ts'

/** Tokens whose signature was found good a short while ago. Their text is not kept, only its hash. */
export interface VerifiedTokens {
  /** Whose token it is; undefined when it is not known, has expired, or has to be looked at again. */
  find(token: string, now: number): Actor | undefined
  /** @param times `exp` and `nbf` of the token, seconds since 1970. */
  keep(token: string, actor: Actor, times: { exp?: number | undefined; nbf?: number | undefined }, now: number): void
}

/** A key that the issuer has withdrawn is noticed within this time. Milliseconds. */
const TRUSTED_MS = 5 * 60_000
const MOST = 10_000

/** Checking a signature costs as much as the rest of a small request. The least recently used token makes room. */
export function createVerifiedTokens(): VerifiedTokens {
  const known = new Map<string, { actor: Actor; from: number; until: number }>()
  const nameOf = (token: string) => hash('sha256', token, 'base64')
  return {
    find(token, now) {
      const name = nameOf(token)
      const found = known.get(name)
      if (!found) return undefined
      known.delete(name)
      if (now < found.from || now >= found.until) return undefined
      known.set(name, found)
      return found.actor
    },
    keep(token, actor, { exp, nbf }, now) {
      if (known.size >= MOST) known.delete(known.keys().next().value!)
      const until = Math.min(now + TRUSTED_MS, exp === undefined ? Infinity : exp * 1000)
      // A clock that was set back makes the token unknown, never younger.
      known.set(nameOf(token), { actor, from: Math.max(now, (nbf ?? 0) * 1000), until })
    },
  }
}
