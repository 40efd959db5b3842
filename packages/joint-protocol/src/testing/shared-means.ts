import { entryId, type ReadEntry, readEntry } from '../entry.ts'
import { base64, sha256 } from '../encoding.ts'
import { verifySignature } from '../signature-suite.ts'
import { fastSuite } from './fast-suite.ts'
import type { MemberMeans } from '../member/memory.ts'
import { type Packet, readPacket } from '../member/packet.ts'
import { protocolRules, type Rules } from '../ledger/rules.ts'
import type { Reason } from '../reason.ts'

/**
 * The shipped reading and verifying with one memory for all members of a history: five members check the same
 * signature over the same bytes with the same key, and the answer is the same.
 */
export function sharedMeans(rules: Partial<Rules> = {}): MemberMeans {
  const readings = new Map<string, ReadEntry | { reason: Reason }>()
  const byBytes = new WeakMap<Uint8Array, ReadEntry | { reason: Reason }>()
  const checks = new Map<string, boolean>()
  const packets = new WeakMap<Uint8Array, Packet | undefined>()
  const verify: MemberMeans['verify'] = (key, message, signature) => {
    if (key.suite === fastSuite.name) return verifySignature(key, message, signature)
    const name = `${sha256(message)} ${key.spki} ${base64(signature)}`
    const known = checks.get(name)
    if (known !== undefined) return known
    const valid = verifySignature(key, message, signature)
    checks.set(name, valid)
    return valid
  }
  return {
    rules: { ...protocolRules, ...rules },
    // So little that histories come to the bound.
    waiting: { entries: 15, bytes: 60_000 },
    read: (raw) => {
      const before = byBytes.get(raw)
      if (before) return before
      const id = entryId(raw)
      const read = readings.get(id) ?? readEntry(raw)
      readings.set(id, read)
      byBytes.set(raw, read)
      return read
    },
    unpack: (plain) => {
      if (!packets.has(plain)) packets.set(plain, readPacket(plain))
      return packets.get(plain)
    },
    verify,
    verifyAhead: async (...given) => verify(...given),
  }
}
