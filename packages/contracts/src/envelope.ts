import { z } from 'zod'
import { Classification, CommitteeId, Id, Instant } from './primitives.ts'
import { Role } from './roles.ts'

/**
 * The envelope of every event: CloudEvents 1.0 in structured JSON mode, with the extensions of the platform.
 * `time` is when it happened and `recordedtime` when it was written: they differ for imported history.
 * Consumers read it loosely: attributes they do not know are kept, not refused.
 */
export const Envelope = z
  .looseObject({
    specversion: z.literal('1.0'),
    id: Id,
    source: z.string().max(200),
    type: z.string().max(200),
    subject: z.string().max(200),
    time: Instant,
    datacontenttype: z.literal('application/json'),
    dataschema: z.string().max(300),
    traceparent: z.string().max(100).optional(),
    recordedtime: Instant,
    committee: CommitteeId,
    aggregate: z.string().max(200),
    aggregateversion: z.int().positive(),
    classification: Classification,
    actor: z.string().max(100),
    actorrole: Role,
    causationid: Id.optional(),
    provenance: z.enum(['live', 'imported']),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'Envelope' })
export type Envelope = z.infer<typeof Envelope>
