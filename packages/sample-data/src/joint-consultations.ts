import { CommitteeId, joint, LocalDate } from '@lianxie/contracts'
import { z } from 'zod'
import qingwujia from '../data/joint/qingwujia-cppcc-1plus3.json' with { type: 'json' }
import taihuRing from '../data/joint/taihu-ring-five.json' with { type: 'json' }
import type { CompactName } from './compacts.ts'

const prose = z.string().min(10)
const count = z.int().nonnegative()
const Report = z.strictObject({ committee: CommitteeId, on: LocalDate, title: z.string(), text: prose })
const RecordText = z.strictObject({ on: LocalDate, paragraphs: z.array(prose).min(1) })
const BySide = z.strictObject({ committee: CommitteeId, on: LocalDate })

/** 联动协商: everything said and done in one joint consultation of 2022; made up around a real topic and real institutions. */
export const JointConsultation = z.strictObject({
  compact: z.string(),
  year: z.literal(2022),
  synthetic: z.literal(true),
  convenor: CommitteeId,
  topic: z.strictObject({
    title: z.string(),
    proposedBy: CommitteeId,
    proposedOn: LocalDate,
    text: prose,
    focus: z.array(z.string()).min(1),
    /** Each side's own plan item that the topic is tied to. */
    planItems: z.record(CommitteeId, z.string()),
  }),
  comments: z.array(z.strictObject({ by: CommitteeId, on: LocalDate, text: prose })).min(1),
  /** 主席会议 of each side, with its document number. */
  confirmations: z.array(z.strictObject({ committee: CommitteeId, number: z.string(), on: LocalDate })),
  research: z.strictObject({
    leading: CommitteeId,
    from: LocalDate,
    to: LocalDate,
    sides: z.array(z.strictObject({ committee: CommitteeId, focus: z.string(), places: z.array(z.string()).min(1) })),
  }),
  regionalReports: z.array(Report),
  /** 保留意见 of one side, printed in the annex. */
  reservation: z.strictObject({ by: CommitteeId, on: LocalDate, about: z.string(), text: prose }),
  consolidatedReport: z.strictObject({
    by: CommitteeId,
    on: LocalDate,
    title: z.string(),
    text: prose,
    endorsements: z.array(BySide),
  }),
  session: z.strictObject({
    title: z.string(),
    on: LocalDate,
    place: z.string(),
    agenda: z.array(z.string()).min(1),
    /** How many came, per side. */
    attendance: z.array(z.strictObject({ committee: CommitteeId, members: count, staff: count, units: count })),
  }),
  record: z.strictObject({
    title: z.string(),
    rapporteur: CommitteeId,
    v1: RecordText,
    /** Why one side refuses v1: the paragraph (from 1) that must change. */
    amendment: z.strictObject({ by: CommitteeId, on: LocalDate, paragraph: z.int().positive(), reason: prose }),
    v2: RecordText,
    /** In order; the convenor closes. */
    signatures: z.array(BySide),
  }),
  tasks: z.array(
    z.strictObject({
      committee: CommitteeId,
      unit: z.string(),
      title: z.string(),
      dueOn: LocalDate,
      progress: z.array(z.strictObject({ on: LocalDate, state: joint.TaskState, note: z.string().min(4) })).min(1),
    }),
  ),
  submissions: z.array(z.strictObject({ committee: CommitteeId, to: z.string(), kind: z.string(), on: LocalDate })),
})
export type JointConsultation = z.infer<typeof JointConsultation>

const CONSULTATIONS: Record<CompactName, JointConsultation> = {
  'qingwujia-cppcc-1plus3': JointConsultation.parse(qingwujia),
  'taihu-ring-five': JointConsultation.parse(taihuRing),
}

/** The joint consultation of 2022 under a compact. */
export const jointConsultationOf = (compact: CompactName): JointConsultation => CONSULTATIONS[compact]
