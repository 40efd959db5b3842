import type { Figure } from '../scenario.ts'
import { some } from './check-answers.ts'

/** What the event table says of one event and of its place in the stream. */
export interface PublishedRow {
  id: string
  aggregate: string
  version: number
  /** SHA-256 of the bytes. */
  hash: string
  /** Milliseconds since 1970: when the transaction began that marked it. */
  publishedAt: number | undefined
  seq: number | undefined
}

/** A message as it lies in the stream. */
export interface StreamMessage {
  seq: number
  id: string
  aggregate: string
  version: number
  hash: string
  /** When the server stored it, milliseconds since 1970. */
  storedAt: number
}

/**
 * Holds the stream against the event table: every event is there with its bytes, nothing else is, and each row's mark names
 * its message. Repeats and inversions in the raw stream are allowed, as behind the cursor they have no effect; they are counted.
 */
export function checkStream(
  rows: readonly PublishedRow[],
  messages: readonly StreamMessage[],
  stream: string,
): { figures: Figure[]; findings: string[] } {
  const bySeq = new Map(messages.map((message) => [message.seq, message]))
  const byId = Map.groupBy(messages, ({ id }) => id)
  const known = new Set(rows.map(({ id }) => id))
  const missing = rows.filter(({ id }) => !byId.has(id))
  const foreign = messages.filter(({ id }) => !known.has(id))
  const changed = rows.filter(({ id, hash }) => byId.get(id)?.some((message) => message.hash !== hash))
  const wrongMark = rows.filter(({ id, seq }) => seq === undefined || bySeq.get(seq)?.id !== id)
  const repeats = messages.length - byId.size
  // Stored before the transaction began that marked it: another relay had published it and was gone.
  const unmarked = rows.filter(({ seq, publishedAt = 0 }) => publishedAt > (bySeq.get(seq ?? 0)?.storedAt ?? Infinity))
  const name = (what: string) => `${what} ${stream}`
  return {
    figures: [
      { name: name('messages in'), value: messages.length, unit: '' },
      { name: name('events missing in'), value: missing.length, unit: '', most: 0 },
      { name: name('messages of no event in'), value: foreign.length, unit: '', most: 0 },
      { name: name('events with other bytes in'), value: changed.length, unit: '', most: 0 },
      { name: name('events marked at a wrong place of'), value: wrongMark.length, unit: '', most: 0 },
      { name: name('repeats in the raw'), value: repeats, unit: '' },
      { name: name('inversions in the raw'), value: inversions(messages), unit: '' },
      { name: 'events found published and not marked, and marked by another batch', value: unmarked.length, unit: '' },
    ],
    findings: [
      ...some(name('missing in'), missing, ({ id, aggregate }) => `${id} ${aggregate}`),
      ...some(name('of no event in'), foreign, ({ id, seq }) => `${id} at ${seq}`),
      ...some(name('with other bytes in'), changed, ({ id }) => id),
      ...some(name('marked at a wrong place of'), wrongMark, ({ id, seq }) => `${id} at ${seq ?? 'none'}`),
    ],
  }
}

function inversions(messages: readonly StreamMessage[]): number {
  const latest = new Map<string, number>()
  let count = 0
  for (const { aggregate, version } of messages) {
    const before = latest.get(aggregate) ?? 0
    if (version < before) count += 1
    latest.set(aggregate, Math.max(before, version))
  }
  return count
}
