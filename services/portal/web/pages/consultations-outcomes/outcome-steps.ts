import type { Answer, Role } from '../../data/contracts.ts'
import { type FormField, oneFile } from '../../elements/form-field.ts'
import type { NextStep } from '../../elements/next-step.ts'
import type { words } from './words/zh-cn.ts'

type Outcome = Answer<'consultations.outcome'>
type Suggestion = Outcome['suggestionList'][number]
type Instruction = Answer<'consultations.outcome-instructions'>['items'][number]
type Typed = Readonly<Record<string, unknown>>
export type Options = readonly (readonly [id: string, name: string])[]

const isStaff = (role: Role | undefined) => role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
const isUnit = (role: Role | undefined) => role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'

/** What this role may do about an outcome in its state; the service decides in the end. */
export function stepsOf(outcome: Outcome, role: Role | undefined, today: string, w: typeof words): NextStep[] {
  const { state, outcomeId } = outcome
  const staff = isStaff(role)
  const chair = role === 'CHAIR'
  const reason: FormField = { kind: 'text', name: 'reason', label: w.reason, limit: 500 }
  const day = (name: string, label: string): FormField => ({ kind: 'day', name, label, value: today, max: today })
  const step = (
    command: NextStep['command'],
    label: string,
    fields: readonly FormField[],
    more: Partial<NextStep> = {},
  ): NextStep => ({ command, label, fields, fixed: { outcomeId }, ...more })
  const all: readonly (readonly [boolean, NextStep])[] = [
    [
      chair && state === 'DRAFTED',
      step('consultations.approve-outcome', w.acts.approve, [
        {
          kind: 'choice',
          few: true,
          name: 'meeting',
          label: w.meeting,
          options: Object.entries(w.meetings),
          value: 'CHAIRPERSONS_MEETING',
        },
        { kind: 'line', name: 'meetingName', label: w.meetingName, limit: 60, hint: w.meetingHint },
        day('meetingOn', w.meetingOn),
      ]),
    ],
    [chair && state === 'DRAFTED', step('consultations.return-outcome', w.acts.return, [reason])],
    [
      staff && state === 'DRAFTED',
      step(
        'consultations.revise-outcome',
        w.acts.revise,
        [
          { kind: 'line', name: 'title', label: w.outcomeTitle, limit: 200, value: outcome.title },
          {
            kind: 'text',
            name: 'suggestions',
            label: w.suggestionTexts,
            limit: 20_000,
            hint: w.suggestionHint,
            value: outcome.suggestionList.map(({ text }) => oneLine(text)).join('\n'),
          },
          oneFile('consultations', w.file, outcome.file),
        ],
        { body: (typed) => revised(typed, outcome), version: outcome.version, edits: true },
      ),
    ],
    [staff && state === 'DRAFTED', step('consultations.withdraw-outcome', w.acts.withdraw, [reason])],
    [
      role === 'STAFF_OFFICE' && state === 'APPROVED',
      step(
        'consultations.submit-outcome',
        w.acts.submit,
        [
          {
            kind: 'several',
            name: 'recipients',
            label: w.recipient,
            options: Object.entries(w.recipients),
            value: ['PARTY_COMMITTEE', 'GOVERNMENT'],
          },
          { kind: 'line', name: 'documentNumber', label: w.documentNumber, limit: 60, hint: w.documentHint },
          day('submittedOn', w.submittedOn),
        ],
        { follows: w.follows.submit },
      ),
    ],
    [
      chair && ['SUBMITTED', 'INSTRUCTED', 'ANSWERED', 'IMPLEMENTED'].includes(state),
      step(
        'consultations.record-instruction',
        w.acts.instruct,
        [
          day('instructedOn', w.instructedOn),
          { kind: 'line', name: 'leaderPost', label: w.leaderPost, limit: 60, hint: w.leaderHint },
          { kind: 'text', name: 'text', label: w.instructionText, limit: 4000 },
        ],
        { follows: w.follows.instruct },
      ),
    ],
    [
      staff && (state === 'IMPLEMENTED' || (state === 'ANSWERED' && outcome.adoption === 'NOT_ADOPTED')),
      step('consultations.track-outcome', w.acts.track, [
        { kind: 'text', name: 'summary', label: w.trackSummary, limit: 4000 },
        {
          kind: 'several',
          name: 'reportedTo',
          label: w.reportedTo,
          options: Object.entries(w.recipients),
          value: ['PARTY_COMMITTEE'],
        },
        day('reportedOn', w.reportedOn),
      ]),
    ],
    [staff && state === 'TRACKED', step('consultations.close-outcome', w.acts.close, [], { follows: w.follows.close })],
  ]
  return all.filter(([may]) => may).map(([, one]) => one)
}

/** 更正批示: begins with the words that were read, which are read anew, as of a person who asks, when another corrected them. */
export const correctionOf = (
  outcomeId: string,
  version: number,
  { instructionId, leaderPost, text }: Pick<Instruction, 'instructionId' | 'leaderPost' | 'text'>,
  onStale: () => void,
  w: typeof words,
): NextStep => ({
  command: 'consultations.correct-instruction',
  label: w.acts.correct,
  fixed: { outcomeId, instructionId },
  version,
  edits: true,
  onStale,
  fields: [
    { kind: 'line', name: 'leaderPost', label: w.leaderPost, limit: 60, value: leaderPost },
    { kind: 'text', name: 'text', label: w.instructionText, limit: 4000, value: text },
    { kind: 'text', name: 'reason', label: w.reason, limit: 500 },
  ],
})

/** What this role may do about one suggestion. */
export function suggestionSteps(
  outcome: Outcome,
  suggestion: Suggestion,
  role: Role | undefined,
  { units, own }: { units: Options; own: readonly string[] },
  w: typeof words,
): NextStep[] {
  const { state, outcomeId } = outcome
  const { suggestionId, unitId, adoption, implementedAt } = suggestion
  const fixed = { outcomeId, suggestionId }
  const urges = isStaff(role) || role === 'SUPERVISION_OFFICE'
  const waits = (state === 'SUBMITTED' || state === 'INSTRUCTED') && adoption === undefined
  const mine = isUnit(role) && unitId !== undefined && own.includes(unitId)
  const files: FormField = { kind: 'files', name: 'files', label: w.file, service: 'consultations', optional: true }
  const all: readonly (readonly [boolean, NextStep])[] = [
    [
      mine && waits,
      {
        command: 'consultations.answer-suggestion',
        label: w.acts.answer,
        fixed,
        fields: [
          {
            kind: 'choice',
            few: true,
            name: 'adoption',
            label: w.adoption,
            options: Object.entries(w.adoptions),
            value: 'ADOPTED',
          },
          { kind: 'text', name: 'answer', label: w.answerText, limit: 4000 },
          { kind: 'text', name: 'reasons', label: w.reasons, limit: 2000, optional: true, hint: w.reasonsHint },
          files,
        ],
      },
    ],
    [
      mine &&
        ['SUBMITTED', 'INSTRUCTED', 'ANSWERED'].includes(state) &&
        (adoption === 'ADOPTED' || adoption === 'PARTLY_ADOPTED') &&
        implementedAt === undefined,
      {
        command: 'consultations.report-implementation',
        label: w.acts.report,
        fixed,
        fields: [
          { kind: 'text', name: 'progress', label: w.progress, limit: 4000 },
          { kind: 'choice', few: true, name: 'done', label: w.isDone, options: Object.entries(w.dones), value: 'no' },
          files,
        ],
        body: ({ done, ...typed }) => ({ ...typed, done: done === 'yes' }),
      },
    ],
    [
      urges && waits,
      {
        command: 'consultations.assign-suggestion',
        label: unitId === undefined ? w.acts.assign : w.acts.reassign,
        fixed,
        fields: [{ kind: 'choice', name: 'unitId', label: w.unit, options: units }],
        follows: w.follows.assign,
      },
    ],
    [
      urges && waits && unitId !== undefined,
      { command: 'consultations.remind-of-suggestion', label: w.acts.remind, fixed, fields: [] },
    ],
  ]
  return all.filter(([may]) => may).map(([, one]) => one)
}

const oneLine = (text: string) => text.replaceAll(/\s*\n\s*/g, ' ')

/** A draft as rewritten: a suggestion that stayed word for word stays meant for its unit. */
export function revised({ title, suggestions, file: files }: Typed, outcome: Pick<Outcome, 'suggestionList'>): Typed {
  const lines = String(suggestions)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const [file] = (files as unknown[] | undefined) ?? []
  return {
    title,
    ...(file !== undefined && { file }),
    suggestions: lines.map((text) => {
      const before = outcome.suggestionList.find((one) => oneLine(one.text) === text)
      return before ? { text: before.text, ...(before.unitId !== undefined && { unitId: before.unitId }) } : { text }
    }),
  }
}
