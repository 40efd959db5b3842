import { randomUUID } from 'node:crypto'
import { type AnyEventDefinition, type CommitteeId, directory, type Envelope, eventSubject } from '@lianxie/contracts'
import type { Rig } from '@lianxie/local/rig'
import { jetstream } from '@nats-io/jetstream'
import { withNats } from './checks/read-stream.ts'

/** An event as the directory could have published it, made by hand. */
export interface CraftedEvent {
  unitId: string
  version: number
  definition: AnyEventDefinition
  data: Record<string, unknown>
  /** Another wire type than the definition's. */
  type?: string
}

/** Publishes events that no service wrote, in the order given. Answers their ids. */
export async function publishCrafted(rig: Rig, events: readonly CraftedEvent[]): Promise<string[]> {
  const ids: string[] = []
  await withNats(rig, async (connection) => {
    for (const { unitId, version, definition, data, type = definition.wireType } of events) {
      const id = randomUUID()
      const now = new Date().toISOString()
      const envelope: Envelope = {
        specversion: '1.0',
        id,
        source: `/committees/${rig.committee}/directory`,
        type,
        subject: `unit/${unitId}`,
        time: now,
        datacontenttype: 'application/json',
        dataschema: `urn:lianxie:schema:${type}`,
        recordedtime: now,
        committee: rig.committee,
        aggregate: `unit/${unitId}`,
        aggregateversion: version,
        classification: 'public',
        actor: 'faults',
        actorrole: 'SYSTEM',
        provenance: 'live',
        data,
      }
      await jetstream(connection).publish(eventSubject(rig.committee, definition, unitId), JSON.stringify(envelope), {
        msgID: id,
      })
      ids.push(id)
    }
  })
  return ids
}

/** Publishes bytes that are no event at all, where an event of a unit would be. Answers the id of the message. */
export async function publishGarbage(rig: Rig, bytes: Uint8Array): Promise<string> {
  const id = randomUUID()
  const subject = subjectOfUnit(rig.committee, randomUUID())
  await withNats(rig, (connection) => jetstream(connection).publish(subject, bytes, { msgID: id }))
  return id
}

const registered: AnyEventDefinition = directory.UnitRegistered
const subjectOfUnit = (committee: CommitteeId, unitId: string) => eventSubject(committee, registered, unitId)

/** What a registered unit is said to be, under any name. */
export const unitData = (unitId: string, name: string) => ({
  unitId,
  name,
  unitKind: 'HANDLING_UNIT',
  side: 'GOVERNMENT',
  duties: [],
  registeredOn: '2022-01-01',
})

export const changedData = (unitId: string, name: string) => {
  const { registeredOn: effectiveOn, ...unit } = unitData(unitId, name)
  return { ...unit, effectiveOn, reason: '机构改革' }
}
