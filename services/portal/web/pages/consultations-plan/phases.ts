import type { Answer, Row } from '../../data/contracts.ts'
import type { Phase } from '../../elements/phase-bar.tsx'
import { shortDate } from '../../look/dates.ts'
import type { words } from './words/zh-cn.ts'

type State = Answer<'consultations.plan-item'>['state']

/** The phase that an item is in: 选题 0, 调研 1, 协商会 2, 报送 3, 反馈 4, 跟踪 5; 6 when all is done. */
const PHASE_OF: Readonly<Partial<Record<State, number>>> = {
  PROPOSED: 0,
  SHORTLISTED: 0,
  PLAN_ADOPTED: 1,
  SCHEDULED: 1,
  RESEARCHING: 1,
  SESSION_HELD: 3,
  OUTCOME_DRAFTED: 3,
  OUTCOME_APPROVED: 3,
  SUBMITTED: 4,
  INSTRUCTED: 4,
  ADOPTED: 5,
  PARTLY_ADOPTED: 5,
  NOT_ADOPTED: 5,
  IMPLEMENTED: 5,
  TRACKED: 5,
  CLOSED: 6,
}
const KEYS = ['topic', 'research', 'session', 'submit', 'answer', 'track'] as const

/** 阶段条: where the item stands, each phase with the date or count that says so. */
export function phasesOf(
  {
    state,
    adoptedOn,
    sessions,
    groups,
    outcomes,
  }: {
    state: State
    adoptedOn?: string | undefined
    sessions: readonly Row<'consultations.sessions'>[]
    groups: readonly Row<'consultations.research-groups'>[]
    outcomes: readonly Row<'consultations.outcomes'>[]
  },
  w: typeof words,
): readonly Phase[] {
  const session = sessions.find((one) => one.state === 'HELD') ?? sessions.find((one) => one.state !== 'CANCELLED')
  const visits = groups.reduce((sum, one) => sum + one.visits, 0)
  const submitted = outcomes.find(({ submittedOn }) => submittedOn !== undefined)
  const asked = outcomes.reduce((sum, one) => sum + one.suggestions, 0)
  const answered = outcomes.reduce((sum, one) => sum + one.answered, 0)
  // Scheduled without research: what comes next is the session.
  const at = state === 'SCHEDULED' && groups.length === 0 ? 2 : (PHASE_OF[state] ?? 0)
  const facts: Readonly<Record<(typeof KEYS)[number], string | undefined>> = {
    topic: adoptedOn === undefined ? undefined : w.facts.adopted(shortDate(adoptedOn)),
    research: visits > 0 ? w.facts.visits(visits) : groups.length > 0 ? w.facts.groups(groups.length) : undefined,
    session: session && shortDate(session.startsAt),
    submit: submitted && shortDate(submitted.submittedOn!),
    answer: submitted && w.facts.answers(asked, answered),
    track:
      outcomes.length > 0 && at === 5
        ? w.facts.done(outcomes.reduce((sum, one) => sum + one.implemented, 0))
        : undefined,
  }
  return KEYS.map((key, index) => ({
    key,
    name: w.phases[key],
    state: index < at ? 'done' : index === at ? 'now' : 'later',
    ...(facts[key] !== undefined && { fact: facts[key] }),
  }))
}
