import { z } from 'zod'
import { Deadline } from '../common/deadline.ts'
import { FileRef } from '../common/file-ref.ts'
import { event } from '../define.ts'
import { Id, line, LocalDate } from '../primitives.ts'
import { ConsentSide, DisagreementState, MeetingAnswer, MeetingStage, MeetingWay } from './handling.ts'
import { ProposalState, Proposer } from './proposal.ts'

const about = { aggregate: 'proposal', key: 'proposalId' } as const
const proposalId = Id
const unitId = Id
const round = z.int().positive()
const state = ProposalState

export const HandlerNamed = event(
  'proposals.handler-named',
  1,
  { zh: '承办人已确定', en: 'A unit said who is responsible', ...about },
  { proposalId, unitId },
)
export const HandlingPlanSubmitted = event(
  'proposals.handling-plan-submitted',
  1,
  { zh: '办理方案已提交', en: 'A unit said how and by when it handles the case', ...about },
  { proposalId, unitId, finishOn: LocalDate },
)
export const CoUnitOpinionGiven = event(
  'proposals.co-unit-opinion-given',
  1,
  { zh: '会办意见已提出', en: 'A co-unit gave its opinion to the lead unit', ...about },
  { proposalId, unitId, files: z.array(FileRef).max(5), late: z.boolean() },
)

export const MeetingRecorded = event(
  'proposals.meeting-recorded',
  1,
  { zh: '面商已登记', en: 'A unit recorded a talk with proposers', ...about },
  {
    proposalId,
    meetingId: Id,
    unitId,
    round,
    way: MeetingWay,
    stage: MeetingStage,
    heldOn: LocalDate,
    proposers: z.array(Proposer).min(1).max(50),
  },
)
export const MeetingAnswered = event(
  'proposals.meeting-answered',
  1,
  { zh: '面商已确认或否认', en: 'A proposer confirmed a recorded talk, or denied it', ...about },
  { proposalId, meetingId: Id, proposerId: Id, answer: MeetingAnswer },
)
export const MessageSent = event(
  'proposals.message-sent',
  1,
  { zh: '提办沟通已发送', en: 'A unit or a proposer wrote to the other side', ...about },
  { proposalId, messageId: Id, unitId: unitId.optional(), proposerId: Id.optional() },
)

export const DisagreementReported = event(
  'proposals.disagreement-reported',
  1,
  { zh: '办理分歧已反映', en: 'A unit told of a disagreement', ...about },
  { proposalId, disagreementId: Id, unitId },
)
export const DisagreementCoordinated = event(
  'proposals.disagreement-coordinated',
  1,
  { zh: '办理分歧已协调', en: 'The lead unit settled a disagreement or took it further', ...about },
  { proposalId, disagreementId: Id, unitId, state: DisagreementState },
)
export const DisagreementSettled = event(
  'proposals.disagreement-settled',
  1,
  { zh: '办理分歧已裁定', en: 'The vice head of government decided', ...about },
  { proposalId, disagreementId: Id, decidedOn: LocalDate, documentNumber: line(60).optional() },
)

export const ExtensionRequested = event(
  'proposals.extension-requested',
  1,
  { zh: '已申请延期', en: 'A unit asked for a later day', ...about },
  { proposalId, extensionId: Id, unitId, until: LocalDate, state },
)
export const ExtensionConsented = event(
  'proposals.extension-consented',
  1,
  { zh: '一方已同意延期', en: 'One of the two sides consented to an extension', ...about },
  { proposalId, extensionId: Id, side: ConsentSide },
)
export const ExtensionGranted = event(
  'proposals.extension-granted',
  1,
  { zh: '延期已批准', en: 'Both sides consented: a later day holds', ...about },
  { proposalId, extensionId: Id, unitId, replyDeadline: Deadline, replyByRule: z.boolean(), state },
)
export const ExtensionRefused = event(
  'proposals.extension-refused',
  1,
  { zh: '延期未获批准', en: 'An extension was turned down', ...about },
  { proposalId, extensionId: Id, unitId, side: ConsentSide, state },
)
