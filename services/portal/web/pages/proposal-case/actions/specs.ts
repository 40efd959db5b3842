import { type ActionSpec, choice, day, line, optional, text, today } from './spec.ts'
import { HANDLING_SPECS } from './handling-specs.ts'

const UNITS_IN_MIND = [
  { name: 'leadUnitId', kind: 'unit', label: 'leadUnit', optional: true },
  { name: 'coUnitIds', kind: 'units', label: 'coUnits', optional: true },
] as const
const CATEGORY = { name: 'category', kind: 'category', label: 'category' } as const
const REVIEW = [
  choice('verdict', 'verdicts', 'verdict', { initial: 'FILE' }),
  { ...CATEGORY, when: ['verdict', 'FILE'] as const },
  ...UNITS_IN_MIND,
  { name: 'similarIds', kind: 'similar', label: 'similar', optional: true } as const,
  text('opinion', 'opinion'),
]
const DECIDED = [choice('forum', 'forums', 'forum'), day('decidedOn', 'decidedOn', today)]
const FOLLOW_UP_ENDS = ['CLOSE', 'FOLLOW_UP']

/** 提、立、督、评: what proposers, the proposal office and the chairs do; what is done while it is handled stands beside it. */
const OFFICE_SPECS = {
  claim: { command: 'proposals.claim-review', fields: [], bare: true },
  preReview: {
    command: 'proposals.pre-review-proposal',
    fields: [...REVIEW, { name: 'sealChecked', kind: 'check', label: 'sealChecked', optional: true }],
  },
  secondReview: { command: 'proposals.second-review-proposal', fields: REVIEW },
  returnForRevision: {
    command: 'proposals.return-for-revision',
    fields: [text('opinion', 'returnOpinion', { hint: 'proposerReads' })],
  },
  file: {
    command: 'proposals.file-proposal',
    fields: [
      ...DECIDED,
      CATEGORY,
      ...UNITS_IN_MIND,
      day('plannedFinishOn', 'plannedFinishOn', optional),
      { name: 'isImportant', kind: 'check', label: 'isImportant', optional: true },
    ],
  },
  declineFiling: {
    command: 'proposals.decline-filing',
    fields: [
      ...DECIDED,
      choice('reasonCode', 'notFiledReasons', 'notFiledReason'),
      text('explanation', 'explanation', { most: 1000, hint: 'proposerReads' }),
      choice('destination', 'destinations', 'destination'),
    ],
  },
  convert: { command: 'proposals.convert-proposal', fields: [line('reference', 'reference')] },
  changeCategory: {
    command: 'proposals.change-category',
    fields: [CATEGORY, text('reason', 'reason', { most: 500 })],
  },
  undoMerger: { command: 'proposals.undo-merger', fields: [text('reason', 'reason', { most: 500 })] },
  answerMerger: {
    command: 'proposals.answer-merger',
    fields: [choice('answer', 'mergeAnswers', 'answer'), text('remark', 'remark', { most: 500, ...optional })],
  },
  withdraw: { command: 'proposals.withdraw-proposal', fields: [text('reason', 'reason', { most: 500 })] },
  confirmSeal: {
    command: 'proposals.confirm-collective',
    fields: [{ name: 'sealedPage', kind: 'files', label: 'sealedPage', most: 1 }],
  },
  confirmConvenor: { command: 'proposals.confirm-collective', fields: [] },
  discard: { command: 'proposals.discard-draft', fields: [] },
  remindFeedback: { command: 'proposals.remind-of-feedback', fields: [], bare: true },
  reportPressure: {
    command: 'proposals.report-pressure',
    fields: [text('text', 'pressure', { hint: 'unitsDoNotLearn' })],
  },
  close: { command: 'proposals.close-proposal', fields: [text('reason', 'closeReason', { most: 1000, ...optional })] },
  rehandle: {
    command: 'proposals.order-rehandling',
    fields: [text('missing', 'missing')],
  },
  followUp: { command: 'proposals.begin-follow-up', fields: [text('reason', 'reason', { most: 500 })] },
  decideFinally: {
    command: 'proposals.decide-finally',
    fields: [
      choice('outcome', 'finalOutcomes', 'outcome', { only: FOLLOW_UP_ENDS }),
      line('meeting', 'meeting'),
      day('decidedOn', 'decidedOn', today),
      text('reason', 'reason'),
    ],
  },
  verifyPromise: {
    command: 'proposals.verify-promise',
    fields: [
      choice('verdict', 'promiseVerdicts', 'finding'),
      day('dueOn', 'newDay', { when: ['verdict', 'SENT_BACK'] }),
      text('remark', 'remark', { most: 1000, ...optional }),
    ],
  },
  remindPromise: { command: 'proposals.remind-of-promise', fields: [], bare: true },
  answerUpgrade: {
    command: 'proposals.answer-upgrade',
    fields: [choice('granted', 'yesNo', 'answer'), text('remark', 'remark', { most: 1000, ...optional })],
  },
  nominateKey: { command: 'proposals.nominate-key', fields: [text('reason', 'keyReason', { most: 1000 })] },
  withdrawNomination: {
    command: 'proposals.withdraw-nomination',
    fields: [text('reason', 'reason', { most: 500 })],
  },
  decideKey: {
    command: 'proposals.decide-key',
    fields: [
      choice('designated', 'yesNo', 'designated'),
      line('meeting', 'meeting'),
      day('decidedOn', 'decidedOn', today),
      choice('leadership', 'leaderships', 'leadership', { when: ['designated', 'true'] }),
      text('reason', 'reason', { most: 1000, ...optional }),
    ],
  },
  appointLeaders: {
    command: 'proposals.appoint-leaders',
    fields: [
      line('handlingLeaderPost', 'handlingLeaderPost', optional),
      { name: 'supervisingMemberId', kind: 'members', label: 'supervisingMember', optional: true, most: 1 },
      { name: 'responsibleBodyId', kind: 'body', label: 'responsibleBody' },
      text('plan', 'supervisionPlan', { most: 5000 }),
    ],
  },
  recordSupervision: {
    command: 'proposals.record-supervision',
    fields: [
      choice('form', 'supervisionForms', 'supervisionForm'),
      day('heldOn', 'heldOn', today),
      text('record', 'record', { most: 5000 }),
      text('result', 'supervisionResult', optional),
      { name: 'files', kind: 'files', label: 'files', optional: true },
    ],
  },
  recordInstruction: {
    command: 'proposals.record-instruction',
    fields: [line('leaderPost', 'leaderPost'), day('instructedOn', 'instructedOn', today), text('text', 'instruction')],
  },
  archive: {
    command: 'proposals.archive-proposal',
    fields: [
      line('fileNumber', 'fileNumber'),
      { name: 'keepYears', kind: 'number', label: 'keepYears', initial: 20, hint: 'keepYears' },
    ],
  },
  decidePublication: {
    command: 'proposals.decide-publication',
    fields: (['subject', 'body', 'reply'] as const).flatMap((part) => [
      choice(`${part}.mode`, 'publicationModes', `${part}Mode`, { initial: 'WHOLE' }),
      text(`${part}.text`, 'publicText', {
        most: part === 'subject' ? 200 : 20_000,
        when: [`${part}.mode`, 'WHOLE', 'SUMMARY'],
        hint: 'redacted',
      }),
      text(`${part}.reason`, 'reason', { most: 500, when: [`${part}.mode`, 'NOT'] }),
    ]),
  },
  confirmPublication: { command: 'proposals.confirm-publication', fields: [] },
  withdrawPublication: {
    command: 'proposals.withdraw-publication',
    fields: [text('reason', 'reason', { most: 500 })],
  },
} as const satisfies Record<string, ActionSpec>

export const SPECS = { ...OFFICE_SPECS, ...HANDLING_SPECS }
export type ActionKey = keyof typeof SPECS
export const specOf = (key: ActionKey): ActionSpec => SPECS[key]
