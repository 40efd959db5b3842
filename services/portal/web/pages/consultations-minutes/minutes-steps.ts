import type { Answer, Role } from '../../data/contracts.ts'
import { type FormField, oneFile } from '../../elements/form-field.ts'
import type { NextStep } from '../../elements/next-step.ts'
import { addDays } from '../../look/dates.ts'
import { isApprovable, isObjected } from './silent.ts'
import type { words } from './words/zh-cn.ts'

type Typed = Readonly<Record<string, unknown>>

export interface MinutesFacts {
  sessionId: string
  state: 'NONE' | 'DRAFTED' | 'CIRCULATED' | 'APPROVED'
  latest: Answer<'consultations.session-minutes'>['versions'][number] | undefined
  /** Of the session, for what is rewritten. */
  version: number
  /** How many of those who came have not answered the latest version. */
  silent: number
  /** What was recorded, to write the first version from. */
  draft: string
}

/** 纪要的下一步: written, circulated, approved and corrected, each by whom it belongs to; the service decides in the end. */
export function stepsOf(
  { sessionId, state, latest, version, silent, draft }: MinutesFacts,
  role: Role | undefined,
  today: string,
  w: typeof words,
): NextStep[] {
  const fixed = { sessionId }
  const isStaff = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const text: FormField = {
    kind: 'text',
    name: 'text',
    label: w.text,
    limit: 50_000,
    value: latest?.text ?? '',
    ...(!latest && { begins: draft }),
  }
  const file = oneFile('consultations', w.file, latest?.file)
  const answering: FormField = {
    kind: 'day',
    name: 'answerBy',
    label: w.answerBy,
    min: today,
    max: addDays(today, MOST_DAYS_TO_ANSWER),
    value: nextAnswerBy(state === 'CIRCULATED' ? latest?.answerBy : undefined, today),
  }
  const isOver = latest?.answerBy !== undefined && latest.answerBy < today
  const rewriting = { version, edits: true, body: withFile }
  const all: readonly (readonly [boolean, NextStep])[] = [
    [
      isStaff && state === 'DRAFTED',
      {
        command: 'consultations.circulate-minutes',
        fixed,
        label: w.acts.circulate,
        fields: [answering],
        follows: w.follows.circulate,
      },
    ],
    [
      role === 'CHAIR' && state === 'CIRCULATED' && latest !== undefined && isApprovable(latest, silent, today),
      {
        command: 'consultations.approve-minutes',
        // What is approved is what was open when the step was begun.
        fixed: { ...fixed, version: latest?.version },
        about: latest?.version ?? 0,
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
        fields: [text, file],
        ...(state === 'CIRCULATED' && { follows: w.follows.rewrite, quiet: true }),
        ...rewriting,
      },
    ],
    [
      isStaff && state === 'CIRCULATED' && latest !== undefined && silent > 0 && !isObjected(latest),
      {
        command: 'consultations.circulate-minutes',
        fixed,
        // Whoever was about to circulate a draft meant something else.
        about: state,
        label: isOver ? w.acts.recirculate : w.acts.postpone,
        // While the answers are still on their way nothing waits for another day.
        quiet: !isOver,
        fields: [answering],
        follows: w.follows.postpone,
      },
    ],
    [
      isStaff && state === 'APPROVED',
      {
        command: 'consultations.correct-minutes',
        fixed,
        label: w.acts.correct,
        fields: [text, { kind: 'text', name: 'reason', label: w.reason, limit: 500 }, file],
        follows: w.follows.correct,
        ...rewriting,
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
  return all.filter(([may]) => may).map(([, step]) => step)
}

/** As the service allows it. */
const MOST_DAYS_TO_ANSWER = 60

/** Three days from now, or three more than there are; a day that is too far off to be meant is no beginning. */
function nextAnswerBy(answerBy: string | undefined, today: string): string {
  const most = addDays(today, MOST_DAYS_TO_ANSWER)
  const isMeant = answerBy !== undefined && answerBy >= today && answerBy < most
  const next = addDays(isMeant ? answerBy : today, 3)
  return next < most ? next : most
}

const withFile = ({ file, ...typed }: Typed): Typed => {
  const [first] = (file as readonly unknown[] | undefined) ?? []
  return { ...typed, ...(first !== undefined && { file: first }) }
}
