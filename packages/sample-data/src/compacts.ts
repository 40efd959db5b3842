import { CommitteeId, LocalDate } from '@lianxie/contracts'
import { z } from 'zod'
import compactsData from '../data/compacts.json' with { type: 'json' }

/** 机制: name, members and topics are facts; the agreement's text is made up and says so. */
export const Compact = z.strictObject({
  id: z.string(),
  name: z.string(),
  kind: z.literal('standing-mechanism'),
  /** In the order of rotation. */
  members: z.array(CommitteeId).min(2),
  topics: z.array(z.string()).min(1),
  source: z.string(),
  agreement: z.strictObject({
    synthetic: z.literal(true),
    title: z.string(),
    purpose: z.string(),
    articles: z.array(z.string()).min(1),
    linkages: z.array(z.string()).length(4),
    startsOn: LocalDate,
    endsOn: LocalDate,
    /** One convenor a year. */
    rotation: z.array(z.strictObject({ year: z.int(), convenor: CommitteeId })).min(2),
    /** The classes of data that may cross. */
    dataClasses: z.array(z.enum(['PUBLIC', 'JOINT', 'PARTNER_SUMMARY'])).min(1),
    archiveRule: z.string(),
    exitRule: z.string(),
    /** 主席会议 of each side that decided to sign. */
    decisions: z.array(
      z.strictObject({ committee: CommitteeId, body: z.string(), number: z.string(), decidedOn: LocalDate }),
    ),
  }),
})
export type Compact = z.infer<typeof Compact>

export const compacts: readonly Compact[] = z.array(Compact).parse(compactsData)
export type CompactName = 'qingwujia-cppcc-1plus3' | 'taihu-ring-five'

/** The compact of a name; throws when the sample has none. */
export function compactOf(id: CompactName): Compact {
  const compact = compacts.find((one) => one.id === id)
  if (!compact) throw new Error(`expected a compact of the sample data, got ${id}`)
  return compact
}
