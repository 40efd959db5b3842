import type { Answer, CommandType, Role } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import { addDays, dayOf } from '../../look/dates.ts'
import type { words } from './words/zh-cn.ts'

type Issue = Answer<'supervision.issue'>
type Words = typeof words

/** 一项操作: a command that this role may send now, with what it asks for. */
export interface Action {
  key: string
  command: CommandType
  label: string
  /** What follows from it. */
  follows?: string
  fixed: Readonly<Record<string, unknown>>
  fields: readonly FormField[]
  version?: number
  /** It is the usual next step. */
  main?: boolean
  body?: (typed: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
}

/** What whoever acts in this role may do about an issue now; the service decides in the end. */
export function actionsFor(issue: Issue, role: Role | undefined, w: Words, now = new Date()): readonly Action[] {
  if (role === 'UNIT_HANDLER' || role === 'UNIT_LEADER') return unitActions(issue, w, now)
  if (role === 'MEMBER') return groupActions(issue, w, now)
  if (role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE') return officeActions(issue, w)
  return []
}

function unitActions(issue: Issue, w: Words, now: Date): readonly Action[] {
  const { findingId, state, deadline, disputeDue, version } = issue
  const fixed = { findingId }
  const today = dayOf(now)
  const round = issue.rounds.at(-1)
  const isInTime = deadline !== undefined && now.toISOString() < deadline.due
  const actions: Action[] = []
  if (state === 'LISTED') {
    actions.push({
      key: 'accept',
      command: 'supervision.accept-issue',
      label: w.acts.accept,
      fixed,
      fields: [],
      main: true,
      follows: w.follows.accept,
    })
    if (disputeDue !== undefined && now.toISOString() < disputeDue) {
      const fields = [text('reason', w.disputeReason, 2000), files('files', w.proof, true)]
      actions.push({
        key: 'dispute',
        command: 'supervision.dispute-issue',
        label: w.acts.dispute,
        fixed,
        fields,
        follows: w.follows.dispute,
      })
    }
  }
  if (state === 'RECTIFYING') {
    const fields = [
      day('rectifiedOn', w.rectifiedOn, today, { max: today }),
      text('result', w.result, 4000),
      files('files', w.proof, false, w.proofHint),
    ]
    actions.push({
      key: 'report',
      command: 'supervision.report-rectified',
      label: w.acts.report,
      fixed,
      fields,
      main: true,
      follows: w.follows.report,
    })
  }
  if (state === 'ACCEPTED' || state === 'RECTIFYING' || state === 'REOPENED') {
    const isAnew = state === 'RECTIFYING'
    const fields: FormField[] = [
      {
        kind: 'line',
        name: 'leaderPost',
        label: w.leaderPost,
        limit: 60,
        hint: w.leaderPostHint,
        value: (isAnew && round?.leaderPost) || '',
      },
      text('measures', w.measures, 4000, (isAnew && round?.measures) || ''),
      day('finishOn', w.finishOn, (isAnew && round?.finishOn) || '', {
        min: today,
        ...(isInTime && { max: deadline.date }),
      }),
    ]
    actions.push({
      key: 'plan',
      command: 'supervision.plan-measures',
      label: isAnew ? w.acts.planAnew : w.acts.plan,
      fixed,
      fields,
      version,
      main: !isAnew,
    })
    if (isInTime && !round?.moreTime.some((one) => one.state === 'REQUESTED')) {
      const more = [day('until', w.until, '', { min: addDays(deadline.date, 1) }), text('reason', w.moreReason, 2000)]
      actions.push({ key: 'more', command: 'supervision.request-more-time', label: w.acts.more, fixed, fields: more })
    }
  }
  return actions
}

function groupActions({ findingId, state, lookBack }: Issue, w: Words, now: Date): readonly Action[] {
  const today = dayOf(now)
  const fixed = { findingId }
  const check = (label: string): FormField[] => [
    day('checkedOn', w.checkedOn, today, { max: today }),
    { kind: 'choice', few: true, name: 'way', label: w.way, options: Object.entries(w.ways), value: 'ON_SITE' },
    text('notes', label, 4000),
    files('files', w.proof, true),
  ]
  if (state === 'RECTIFIED') {
    return [
      {
        key: 'verify',
        command: 'supervision.verify-issue',
        label: w.acts.verify,
        fixed,
        fields: check(w.checkNotes),
        main: true,
        follows: w.follows.verify,
      },
      {
        key: 'reopen',
        command: 'supervision.reopen-issue',
        label: w.acts.reopen,
        fixed,
        fields: [...check(w.reopenNotes), ...term(w)],
        body: withTerm,
        follows: w.follows.reopen,
      },
    ]
  }
  if (state === 'DISPUTED') {
    const fields = check(w.recheckReason).map((one) =>
      one.name === 'notes' ? { ...one, name: 'reason' } : one,
    ) as FormField[]
    const recheck = { command: 'supervision.recheck-issue', fields } as const
    return [
      {
        key: 'uphold',
        ...recheck,
        label: w.acts.uphold,
        fixed: { ...fixed, outcome: 'UPHELD' },
        main: true,
        follows: w.follows.uphold,
      },
      { key: 'drop', ...recheck, label: w.acts.drop, fixed: { ...fixed, outcome: 'DROPPED' }, follows: w.follows.drop },
    ]
  }
  if (state === 'VERIFIED' && lookBack === undefined) {
    const lookAgain = { command: 'supervision.record-look-back' } as const
    return [
      {
        key: 'holds',
        ...lookAgain,
        label: w.acts.holds,
        fixed: { ...fixed, outcome: 'HOLDS' },
        fields: check(w.checkNotes),
        main: true,
      },
      {
        key: 'relapsed',
        ...lookAgain,
        label: w.acts.relapsed,
        fixed: { ...fixed, outcome: 'RELAPSED' },
        fields: [...check(w.reopenNotes), ...term(w)],
        body: withTerm,
        follows: w.follows.reopen,
      },
    ]
  }
  return []
}

function officeActions({ findingId, rounds }: Issue, w: Words): readonly Action[] {
  const asked = rounds.at(-1)?.moreTime.find(({ state }) => state === 'REQUESTED')
  if (!asked) return []
  const fixed = { findingId, requestId: asked.requestId }
  const fields = [text('reason', w.decisionReason, 500)]
  return [
    { key: 'grant', command: 'supervision.grant-more-time', label: w.acts.grant, fixed, fields, main: true },
    { key: 'refuse', command: 'supervision.refuse-more-time', label: w.acts.refuse, fixed, fields },
  ]
}

/** 另定期限: as many days as the group finds right, with the reason for it. */
const term = (w: Words): FormField[] => [
  { kind: 'number', name: 'termDays', label: w.termDays, optional: true, hint: w.termHint },
  { kind: 'line', name: 'termReason', label: w.termWhy, limit: 500, optional: true },
]
function withTerm({ termDays, termReason, ...rest }: Readonly<Record<string, unknown>>) {
  return termDays === undefined ? rest : { ...rest, term: { by: 'DAYS', days: termDays, reason: termReason ?? '' } }
}

const text = (name: string, label: string, limit: number, value = ''): FormField => ({
  kind: 'text',
  name,
  label,
  limit,
  value,
})
const day = (name: string, label: string, value: string, range: { min?: string; max?: string } = {}): FormField => ({
  kind: 'day',
  name,
  label,
  value,
  ...range,
})
const files = (name: string, label: string, optional: boolean, hint?: string): FormField => ({
  kind: 'files',
  service: 'supervision',
  name,
  label,
  optional,
  ...(hint !== undefined && { hint }),
})
