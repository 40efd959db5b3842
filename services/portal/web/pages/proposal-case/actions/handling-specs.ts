import { type ActionSpec, choice, day, line, optional, text, today } from './spec.ts'

const FILES = { name: 'files', kind: 'files', label: 'files', optional: true } as const
const words = { most: 3000 }
const reason = { most: 1000 }

/** 交、办: what the offices that assign, the units and their leaders do. */
export const HANDLING_SPECS = {
  assign: {
    command: 'proposals.assign-proposal',
    fields: [
      { name: 'assignment', kind: 'assignment', label: 'assignment' },
      line('documentNumber', 'documentNumber', { ...optional, hint: 'documentForOffice' }),
      day('fixedReplyOn', 'fixedReplyOn', { ...optional, hint: 'fixedReplyOn' }),
    ],
  },
  answerDecline: {
    command: 'proposals.answer-decline',
    fields: [
      choice('answer', 'declineAnswers', 'answer'),
      { name: 'replacementUnitId', kind: 'unit', label: 'replacementUnit', optional: true, when: ['answer', 'UPHELD'] },
      text('reason', 'reason', reason),
    ],
  },
  urge: {
    command: 'proposals.urge-unit',
    fields: [
      choice('about', 'duties', 'duty', { initial: 'REPLY', only: ['REPLY', 'FIRST_CONTACT', 'CO_OPINION'] }),
      line('documentNumber', 'documentNumber'),
      text('message', 'message', { ...reason, ...optional }),
    ],
  },
  accept: { command: 'proposals.accept-assignment', fields: [], bare: true },
  decline: {
    command: 'proposals.decline-assignment',
    stepUp: true,
    fields: [text('reason', 'declineReason', reason), { name: 'proposedUnitId', kind: 'unit', label: 'proposedUnit' }],
  },
  nameHandler: {
    command: 'proposals.name-handler',
    fields: [
      line('leaderPost', 'responsibleLeader'),
      { name: 'handlers', kind: 'text', lines: true, label: 'handler', hint: 'handlerAccount' },
    ],
  },
  plan: {
    command: 'proposals.submit-handling-plan',
    fields: [text('plan', 'plan', words), day('finishOn', 'finishOn')],
  },
  opinion: {
    command: 'proposals.give-co-unit-opinion',
    fields: [text('opinion', 'coOpinion', words), FILES],
  },
  meet: {
    command: 'proposals.record-meeting',
    fields: [
      choice('way', 'ways', 'way', { initial: 'VISIT' }),
      choice('stage', 'meetingStages', 'meetingStage', { initial: 'BEFORE' }),
      day('heldOn', 'heldOn', today),
      { name: 'proposerIds', kind: 'proposers', label: 'metProposers' },
      text('summary', 'meetingSummary', { ...words, hint: 'proposerConfirms' }),
    ],
  },
  confirmMeeting: {
    command: 'proposals.confirm-meeting',
    fields: [choice('answer', 'meetingAnswers', 'meetingTrue'), text('remark', 'remark', { most: 500, ...optional })],
  },
  message: { command: 'proposals.send-message', fields: [text('message', 'message')] },
  disagree: { command: 'proposals.report-disagreement', fields: [text('matter', 'matter', words)] },
  coordinate: {
    command: 'proposals.coordinate-disagreement',
    fields: [choice('agreed', 'agreements', 'agreed'), text('result', 'result', words)],
  },
  settle: {
    command: 'proposals.settle-disagreement',
    fields: [
      text('decision', 'decision', words),
      day('decidedOn', 'decidedOn', today),
      line('documentNumber', 'documentNumber', optional),
    ],
  },
  requestExtension: {
    command: 'proposals.request-extension',
    fields: [day('until', 'until'), text('reason', 'reason', reason)],
  },
  grantExtension: {
    command: 'proposals.grant-extension',
    fields: [text('remark', 'remark', { most: 500, ...optional })],
  },
  refuseExtension: { command: 'proposals.refuse-extension', fields: [text('reason', 'reason', reason)] },
  draftReply: {
    command: 'proposals.draft-reply',
    fields: [
      line('documentNumber', 'documentNumber'),
      text('letter', 'letter', { most: 20_000 }),
      choice('resultClass', 'resultClasses', 'ownClass', { hint: 'ownClass' }),
      text('evidence', 'evidence', { most: 2000, ...optional, hint: 'evidence' }),
      { name: 'promises', kind: 'promises', label: 'promises', optional: true, hint: 'promises' },
      FILES,
      line('signerPost', 'signerPost'),
      line('contactPerson', 'contactPerson'),
      line('contactPhone', 'contactPhone'),
    ],
  },
  countersign: { command: 'proposals.countersign-reply', fields: [] },
  refuseCountersign: {
    command: 'proposals.refuse-countersignature',
    fields: [text('reason', 'reason', reason)],
  },
  sign: {
    command: 'proposals.sign-reply',
    stepUp: true,
    fields: [choice('as', 'signers', 'signAs', { initial: 'HEAD', hint: 'headSigns' })],
  },
  reviewReply: {
    command: 'proposals.review-reply',
    fields: [
      choice('verdict', 'replyVerdicts', 'verdict', { initial: 'APPROVED' }),
      choice('resultClass', 'resultClasses', 'newClass', { when: ['verdict', 'CLASS_CHANGED'] }),
      choice('reasonCode', 'reworkReasons', 'reasonCode', { when: ['verdict', 'REWORK'] }),
      text('reason', 'reason', { ...reason, when: ['verdict', 'CLASS_CHANGED', 'REWORK'] }),
    ],
  },
  send: { command: 'proposals.send-reply', fields: [] },
  recordDelivery: {
    command: 'proposals.record-delivery',
    fields: [
      { name: 'proposerId', kind: 'proposers', label: 'deliveredTo', most: 1 },
      day('deliveredOn', 'deliveredOn', today),
    ],
  },
  correctClass: {
    command: 'proposals.correct-result-class',
    fields: [choice('resultClass', 'resultClasses', 'newClass'), text('reason', 'reason', { most: 500 })],
  },
  makePromise: {
    command: 'proposals.make-promise',
    fields: [text('text', 'promise', reason), day('dueOn', 'promisedOn')],
  },
  reportPromise: {
    command: 'proposals.report-promise',
    fields: [text('progress', 'progress'), { name: 'done', kind: 'check', label: 'promiseDone' }, FILES],
  },
  requestUpgrade: {
    command: 'proposals.request-upgrade',
    fields: [
      choice('to', 'resultClasses', 'newClass'),
      text('text', 'upgradeGrounds'),
      { name: 'files', kind: 'files', label: 'evidenceFiles' },
    ],
  },
} as const satisfies Record<string, ActionSpec>
