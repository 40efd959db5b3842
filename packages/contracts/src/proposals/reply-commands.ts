import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, line, LocalDate, personal, Sha256, text } from '../primitives.ts'
import { ReplySigner, ReplyVerdict, ResultClass, ReworkReason } from './handling.ts'

const proposalId = Id
/** The unit whose reply it is. */
const unitId = Id
const sha256 = Sha256
const reason = text(1000)

export const DraftReply = command(
  'proposals.draft-reply',
  {
    zh: '起草答复',
    en: 'A unit writes its reply, or writes it anew; signatures fall with the version they were for',
  },
  {
    proposalId,
    unitId,
    letter: text(20_000),
    resultClass: ResultClass,
    documentNumber: line(60),
    /** The post of who signs the letter, as it is printed. */
    signerPost: line(60),
    /** Whom proposers can ask; stays in this service. */
    contactPerson: personal(line(60)),
    contactPhone: personal(line(40)),
    /** What was done, where a matter is called solved; or files that show it. */
    evidence: text(2000).optional(),
    files: z.array(FileRef).max(10).default([]),
    promises: z
      .array(z.strictObject({ text: text(1000), dueOn: LocalDate }))
      .max(20)
      .default([]),
  },
)
export const CountersignReply = command(
  'proposals.countersign-reply',
  { zh: '会签答复', en: 'A co-unit stands by the reply of the lead unit whose hash it gives' },
  { proposalId, unitId, sha256 },
)
export const RefuseCountersignature = command(
  'proposals.refuse-countersignature',
  { zh: '不予会签', en: 'A co-unit does not stand by the reply, and says why' },
  { proposalId, unitId, sha256, reason },
)
export const SignReply = command(
  'proposals.sign-reply',
  { zh: '签发答复', en: 'A leader of the unit signs the reply; of key cases its head' },
  { proposalId, unitId, sha256, as: ReplySigner },
)
export const ReviewReply = command(
  'proposals.review-reply',
  {
    zh: '审核答复',
    en: 'The supervision office lets a signed reply go, changes its class, or sends it back to be done anew',
  },
  {
    proposalId,
    unitId,
    sha256,
    verdict: ReplyVerdict,
    resultClass: ResultClass.optional(),
    reasonCode: ReworkReason.optional(),
    reason: reason.optional(),
  },
)
export const SendReply = command(
  'proposals.send-reply',
  { zh: '送达答复', en: 'Sends the reply to every proposer of every proposal of the case' },
  { proposalId, unitId, sha256 },
)
export const RecordDelivery = command(
  'proposals.record-delivery',
  { zh: '登记书面送达', en: 'Records that a proposer got the reply on paper' },
  { proposalId, unitId, proposerId: Id, deliveredOn: LocalDate },
)
