import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { command } from '../define.ts'
import { Id, line, LocalDate, personal, text } from '../primitives.ts'
import { MeetingAnswer, MeetingStage, MeetingWay } from './handling.ts'

const proposalId = Id
const unitId = Id
const words = text(3000)
const reason = text(1000)

export const NameHandler = command(
  'proposals.name-handler',
  { zh: '确定承办人', en: 'A unit says who of its leaders is responsible and who does the work' },
  {
    proposalId,
    unitId,
    /** The post of the responsible leader 分管领导, and the accounts of who does the work; stay in this service. */
    leaderPost: personal(line(60)),
    handlers: personal(z.array(line(100)).min(1).max(10)),
  },
)
export const SubmitHandlingPlan = command(
  'proposals.submit-handling-plan',
  { zh: '提交办理方案', en: 'A unit says how and by when it handles the case; key and important ones need that' },
  { proposalId, unitId, plan: words, finishOn: LocalDate },
)
export const GiveCoUnitOpinion = command(
  'proposals.give-co-unit-opinion',
  { zh: '提出会办意见', en: 'A co-unit gives its opinion to the lead unit; a later one takes its place' },
  { proposalId, unitId, opinion: words, files: z.array(FileRef).max(5).default([]) },
)

export const RecordMeeting = command(
  'proposals.record-meeting',
  { zh: '登记面商', en: 'A unit records how it talked with proposers of the case' },
  {
    proposalId,
    unitId,
    way: MeetingWay,
    stage: MeetingStage,
    heldOn: LocalDate,
    proposerIds: z.array(Id).min(1).max(50),
    summary: words,
  },
)
export const ConfirmMeeting = command(
  'proposals.confirm-meeting',
  { zh: '确认面商', en: 'A proposer confirms that the meeting took place as recorded, or denies it' },
  { proposalId, meetingId: Id, answer: MeetingAnswer, remark: text(500).optional() },
)
export const SendMessage = command(
  'proposals.send-message',
  { zh: '提办沟通', en: 'A proposer writes to the units of the case, or a unit to its proposers' },
  { proposalId, unitId: unitId.optional(), message: text(2000) },
)

export const ReportDisagreement = command(
  'proposals.report-disagreement',
  { zh: '反映办理分歧', en: 'A unit says on what the units do not agree' },
  { proposalId, unitId, matter: words },
)
export const CoordinateDisagreement = command(
  'proposals.coordinate-disagreement',
  {
    zh: '协调办理分歧',
    en: 'The leader of the lead unit settles a disagreement, or brings it before the vice head of government',
  },
  { proposalId, unitId, disagreementId: Id, agreed: z.boolean(), result: words },
)
export const SettleDisagreement = command(
  'proposals.settle-disagreement',
  { zh: '裁定办理分歧', en: 'Records what the vice head of government decided' },
  { proposalId, disagreementId: Id, decision: words, decidedOn: LocalDate, documentNumber: line(60).optional() },
)

export const RequestExtension = command(
  'proposals.request-extension',
  { zh: '申请延期', en: 'A unit asks for a later day for its reply' },
  { proposalId, unitId, until: LocalDate, reason },
)
export const GrantExtension = command(
  'proposals.grant-extension',
  {
    zh: '同意延期',
    en: 'The supervision office or the proposal committee consents; the second consent grants the extension',
  },
  { proposalId, extensionId: Id, remark: text(500).optional() },
)
export const RefuseExtension = command(
  'proposals.refuse-extension',
  { zh: '不同意延期', en: 'The supervision office or the proposal committee turns an extension down' },
  { proposalId, extensionId: Id, reason },
)
