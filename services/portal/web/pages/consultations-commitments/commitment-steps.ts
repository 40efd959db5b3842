import type { Answer, Role } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import type { NextStep } from '../../elements/next-step.ts'
import { addDays } from '../../look/dates.ts'
import type { words } from './words/zh-cn.ts'

type Commitment = Answer<'consultations.commitment'>

/** What this role may do about a promise in its state: the unit reports, the office closes, extends, sends back. */
export function stepsOf(
  { commitmentId, state, unitId, dueOn }: Pick<Commitment, 'commitmentId' | 'state' | 'unitId' | 'dueOn'>,
  role: Role | undefined,
  own: readonly string[],
  w: typeof words,
): NextStep[] {
  const fixed = { commitmentId }
  const isStaff = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const mine = (role === 'UNIT_HANDLER' || role === 'UNIT_LEADER') && own.includes(unitId)
  const running = state === 'OPEN' || state === 'IN_PROGRESS'
  const reason: FormField = { kind: 'text', name: 'reason', label: w.reason, limit: 500 }
  const all: readonly (readonly [boolean, NextStep])[] = [
    [
      mine && running,
      {
        command: 'consultations.report-commitment',
        label: w.acts.report,
        fixed,
        fields: [
          { kind: 'text', name: 'progress', label: w.progress, limit: 2000 },
          { kind: 'choice', few: true, name: 'done', label: w.isDone, options: Object.entries(w.dones), value: 'no' },
          { kind: 'files', name: 'files', label: w.files, service: 'consultations', optional: true },
        ],
        follows: w.follows.report,
        body: ({ done, ...typed }) => ({ ...typed, done: done === 'yes' }),
      },
    ],
    [
      isStaff && state === 'REPORTED_DONE',
      {
        command: 'consultations.close-commitment',
        label: w.acts.close,
        fixed,
        fields: [{ kind: 'text', name: 'result', label: w.result, limit: 2000, hint: w.resultHint }],
      },
    ],
    [
      isStaff && state === 'REPORTED_DONE',
      {
        command: 'consultations.return-commitment',
        label: w.acts.return,
        fixed,
        fields: [reason],
        follows: w.follows.return,
      },
    ],
    [
      isStaff && running,
      {
        command: 'consultations.extend-commitment',
        label: w.acts.extend,
        fixed,
        fields: [{ kind: 'day', name: 'dueOn', label: w.newDue, min: addDays(dueOn, 1) }, reason],
      },
    ],
    [
      (isStaff || role === 'SUPERVISION_OFFICE') && running,
      {
        command: 'consultations.remind-of-commitment',
        label: w.acts.remind,
        fixed,
        fields: [],
        follows: w.follows.remind,
      },
    ],
    [
      isStaff && (running || state === 'REPORTED_DONE'),
      {
        command: 'consultations.withdraw-commitment',
        label: w.acts.withdraw,
        fixed,
        fields: [reason],
        follows: w.follows.withdraw,
      },
    ],
  ]
  return all.filter(([may]) => may).map(([, step]) => step)
}
