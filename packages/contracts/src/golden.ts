import type { EventDefinition } from './define.ts'
import type { Envelope } from './envelope.ts'
import type { CommitteeId } from './primitives.ts'
import { sampleOf } from './sample.ts'
import { dataSchema, snapshotOf } from './snapshot.ts'

/** A complete envelope of an event, the same on every run: what a consumer will meet, with every optional field. */
export function goldenSample(event: EventDefinition): Envelope {
  const snapshot = snapshotOf(event)
  if (snapshot.kind !== 'event') throw new Error(`expected an event, got ${event.type}`)
  const data = event.schema.parse(sampleOf(snapshot.schema)) as Record<string, unknown>
  const aggregate = `${event.aggregate}/${String(data[event.key])}`
  return {
    specversion: '1.0',
    id: '017f4200-0001-7000-8000-000000000001',
    source: `/committees/wujiang-cppcc/${event.context}`,
    type: event.wireType,
    subject: aggregate,
    time: '2022-05-18T01:30:00.000Z',
    datacontenttype: 'application/json',
    dataschema: dataSchema(event.wireType),
    traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    recordedtime: '2022-05-18T01:30:00.125Z',
    committee: 'wujiang-cppcc' as CommitteeId,
    aggregate,
    aggregateversion: 1,
    classification: event.classification,
    actor: '017f4200-0002-7000-8000-000000000001',
    actorrole: 'STAFF_CONSULTATION',
    causationid: '017f4200-0003-7000-8000-000000000001',
    provenance: 'live',
    data,
  }
}
