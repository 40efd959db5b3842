import type { Role } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import type { NextStep } from '../../elements/next-step.ts'
import { NextSteps } from '../../elements/next-steps.tsx'
import { Note } from '../../elements/states.tsx'
import { addDays, dayOf } from '../../look/dates.ts'
import type { Version } from './minutes-sheet.tsx'
import { words } from './words/index.ts'

/** 纪要的下一步: written, circulated, approved and corrected, each by whom it belongs to. */
export function MinutesNext({
  sessionId,
  state,
  latest,
  draft,
  role,
}: {
  sessionId: string
  state: 'NONE' | 'DRAFTED' | 'CIRCULATED' | 'APPROVED'
  latest: Version | undefined
  /** What was recorded, to write the first version from. */
  draft: string
  role: Role | undefined
}) {
  const w = words.use()
  const fixed = { sessionId }
  const isStaff = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const today = dayOf(new Date())
  const objections = latest?.answers.filter(({ answer }) => answer === 'OBJECTED').length ?? 0
  const text = (value: string): FormField => ({ kind: 'text', name: 'text', label: w.text, limit: 50_000, value })
  const file: FormField = { kind: 'files', name: 'file', label: w.file, service: 'consultations', optional: true }
  const withFile = ({ file: files, ...typed }: Readonly<Record<string, unknown>>) => {
    const [first] = (files as unknown[] | undefined) ?? []
    return { ...typed, ...(first !== undefined && { file: first }) }
  }
  const all: readonly (readonly [boolean, NextStep])[] = [
    [
      isStaff && state === 'DRAFTED',
      {
        command: 'consultations.circulate-minutes',
        fixed,
        label: w.acts.circulate,
        fields: [{ kind: 'day', name: 'answerBy', label: w.answerBy, min: today, value: addDays(today, 3) }],
        follows: w.follows.circulate,
      },
    ],
    [
      role === 'CHAIR' && state === 'CIRCULATED' && objections === 0,
      {
        command: 'consultations.approve-minutes',
        fixed,
        label: w.acts.approve,
        fields: [],
        follows: w.follows.approve,
      },
    ],
    [
      isStaff && state !== 'APPROVED',
      {
        command: 'consultations.draft-minutes',
        fixed,
        label: latest ? w.acts.rewrite : w.acts.draft,
        fields: [text(latest?.text ?? draft), file],
        ...(state === 'CIRCULATED' && { follows: w.follows.rewrite }),
        body: withFile,
      },
    ],
    [
      isStaff && state === 'APPROVED',
      {
        command: 'consultations.correct-minutes',
        fixed,
        label: w.acts.correct,
        fields: [text(latest?.text ?? ''), { kind: 'text', name: 'reason', label: w.reason, limit: 500 }, file],
        follows: w.follows.correct,
        body: withFile,
      },
    ],
    [
      isStaff && state !== 'APPROVED',
      {
        command: 'consultations.remind-of-session',
        label: w.acts.remind,
        fixed: { ...fixed, about: 'MINUTES' },
        fields: [],
      },
    ],
  ]
  const steps = all.filter(([may]) => may).map(([, step]) => step)
  return (
    <div className="minuteswriting">
      <NextSteps title={w.next} steps={steps} done={w.done} confirm={w.confirm}>
        {state === 'CIRCULATED' && objections > 0 && <Note kind="warn">{w.objected(objections)}</Note>}
      </NextSteps>
    </div>
  )
}
