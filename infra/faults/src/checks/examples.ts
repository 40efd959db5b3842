import type { Answered, AnsweredEvent, LoadLine } from '../load/line-of-load.ts'
import type { EventRow } from './check-answers.ts'
import type { PublishedRow, StreamMessage } from './check-stream.ts'

/** A unit that was registered, renamed and closed, and what a healthy committee holds of it. */
export function healthyUnit(): {
  lines: LoadLine[]
  rows: EventRow[]
  published: PublishedRow[]
  messages: StreamMessage[]
} {
  const event = (version: number, type: string, data: Record<string, unknown>): AnsweredEvent => ({
    id: `event-${version}`,
    type,
    aggregate: 'unit/u1',
    version,
    data: { unitId: 'u1', ...data },
  })
  const events = [
    event(1, 'directory.unit-registered', { name: '水务局' }),
    event(2, 'directory.unit-changed', { name: '水利局' }),
    event(3, 'directory.unit-closed', {}),
  ]
  const lines = events.map((one, i): Answered => ({
    kind: 'answered',
    key: `key-${i}`,
    command: 'directory.register-unit',
    sentAt: 0,
    at: 10,
    tries: 1,
    status: 200,
    meant: 'done',
    events: [one],
  }))
  return {
    lines,
    rows: structuredClone(events),
    published: events.map(({ id, aggregate, version }) => ({
      id,
      aggregate,
      version,
      hash: `hash-${version}`,
      publishedAt: 1_000,
      seq: version,
    })),
    messages: events.map(({ id, aggregate, version }) => ({
      id,
      aggregate,
      version,
      hash: `hash-${version}`,
      storedAt: 1_001,
      seq: version,
    })),
  }
}
