import type { Answer } from '../../data/contracts.ts'
import type { Phase } from '../../elements/phase-bar.tsx'
import { shortDate } from '../../look/dates.ts'
import type { words } from './words/zh-cn.ts'

type Outcome = Answer<'consultations.outcome'>

const KEYS = ['draft', 'approve', 'submit', 'instruct', 'answer', 'implement', 'track'] as const
/** How many phases are over in each state. An instruction is given or not: without one its phase is passed by. */
const DONE: Readonly<Record<Outcome['state'], number>> = {
  DRAFTED: 1,
  APPROVED: 2,
  SUBMITTED: 3,
  INSTRUCTED: 4,
  ANSWERED: 5,
  IMPLEMENTED: 6,
  TRACKED: 7,
  CLOSED: 7,
  WITHDRAWN: 0,
}

/** 成果阶段: each with the date or the count that says so. */
export function phasesOf(outcome: Outcome, w: typeof words): readonly Phase[] {
  const done = DONE[outcome.state]
  const facts: Readonly<Record<(typeof KEYS)[number], string | undefined>> = {
    draft: shortDate(outcome.draftedAt),
    approve: outcome.approval && shortDate(outcome.approval.meetingOn),
    submit: outcome.submission && shortDate(outcome.submission.submittedOn),
    instruct:
      outcome.instructedOn === undefined ? (done > 4 ? w.noInstruction : undefined) : shortDate(outcome.instructedOn),
    answer: outcome.submission && `${outcome.answered} / ${outcome.suggestions}`,
    implement: outcome.implemented > 0 ? w.items(outcome.implemented) : undefined,
    track: outcome.tracking && shortDate(outcome.tracking.reportedOn),
  }
  // A submitted outcome waits for answers; an instruction may come meanwhile.
  const at = outcome.state === 'SUBMITTED' ? 4 : done
  return KEYS.map((key, index) => ({
    key,
    name: w.phases[key],
    state:
      key === 'instruct' && outcome.state === 'SUBMITTED'
        ? 'later'
        : index < at
          ? 'done'
          : index === at
            ? 'now'
            : 'later',
    ...(facts[key] !== undefined && { fact: facts[key] }),
  }))
}
