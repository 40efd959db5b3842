import { z } from 'zod'
import { DecisionId, EntryId, Instant, Line, Prose } from '../primitives.ts'

const count = z.int().min(0).max(10_000)

/**
 * 联席会议: `convene`, `hold` and `adjourn` by one side, `attend` by each side for its own people.
 * People cross as counts and a salted commitment to the list; names never enter a chain.
 */
export const Session = z.discriminatedUnion('act', [
  z.strictObject({
    act: z.literal('convene'),
    topic: DecisionId.nullable(),
    title: Line,
    form: Line,
    place: Line,
    start: Instant,
    agenda: Prose,
  }),
  z.strictObject({
    act: z.literal('attend'),
    session: EntryId,
    members: count,
    officials: count,
    others: count,
    /** SHA-256 of salt and list; the list stays at home or in a side file with purpose and end date. */
    commitment: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  z.strictObject({ act: z.literal('hold'), session: EntryId, started: Instant }),
  z.strictObject({ act: z.literal('adjourn'), session: EntryId, ended: Instant }),
])
export type Session = z.infer<typeof Session>
