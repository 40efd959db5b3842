import { type consultations as c, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import { type Cause, type Item, moveItem } from './session-item.ts'

/** 建言成果, as far as decisions need to know it. */
export interface Outcome {
  id: string
  itemId: string
  kind: c.OutcomeKind
  title: string
  state: c.OutcomeState
  adoption?: c.Adoption
  meetingOn?: string
  submittedOn?: string
  instructedOn?: string
  suggestions: Suggestion[]
}

/** 意见建议. */
export interface Suggestion {
  id: string
  unitId?: string
  deadline?: c.Deadline
  adoption?: c.Adoption
  isImplemented: boolean
}

/** What the item knows of each of its outcomes. */
export type OutcomeOfItem = Pick<Outcome, 'id' | 'state' | 'adoption' | 'instructedOn'>

/** The item and all of its outcomes, this one too. */
export interface ItemFacts {
  item: Item
  outcomes: readonly OutcomeOfItem[]
}

export function requireOutcome(outcome: Outcome, states: readonly c.OutcomeState[]): void {
  if (!states.includes(outcome.state)) {
    throw new Refusal('outcome.wrong_state', { field: 'outcomeId', state: outcome.state, expected: states })
  }
}

/** Refuses a day that is still to come, or that lies before the step it follows. */
export function requireDay(day: string, field: string, now: Date, after?: string): void {
  if (day > shanghaiDate(now)) throw new Refusal('outcome.date_in_future', { field })
  if (after !== undefined && day < after) throw new Refusal('outcome.date_order', { field, after })
}

/** 采纳情况 as a whole: adopted or not when all are, partly otherwise. */
export function adoptionOf(parts: readonly c.Adoption[]): c.Adoption {
  const [first = 'NOT_ADOPTED'] = parts
  return parts.every((part) => part === first) ? first : 'PARTLY_ADOPTED'
}

/** Moves the item after its outcomes, one of which has just changed: step by step, so that no state is jumped. */
export function followItem({ item, outcomes }: ItemFacts, changed: OutcomeOfItem, cause: Cause) {
  const now = [...outcomes.filter(({ id }) => id !== changed.id), changed]
  const reached = milestones(now)
  const at = reached.indexOf(item.state)
  if (reached.length === 0) return item.state === 'OUTCOME_DRAFTED' ? moveItem(item, 'SESSION_HELD', cause) : []
  const moves = []
  let current = item
  for (const next of reached.slice(at + 1)) {
    moves.push(...moveItem(current, next, cause))
    current = { ...current, state: next }
  }
  return moves
}

const RANK: Record<c.OutcomeState, number> = {
  WITHDRAWN: 0,
  DRAFTED: 1,
  APPROVED: 2,
  SUBMITTED: 3,
  INSTRUCTED: 3,
  ANSWERED: 4,
  IMPLEMENTED: 5,
  TRACKED: 6,
  CLOSED: 7,
}

/**
 * The states that an item has reached by its outcomes, in order. Up to the submission and the instruction the foremost
 * outcome leads; from the answers on the item waits for the last one.
 */
export function milestones(outcomes: readonly OutcomeOfItem[]): c.ItemState[] {
  const live = outcomes.filter(({ state }) => state !== 'WITHDRAWN')
  if (live.length === 0) return []
  const ranks = live.map(({ state }) => RANK[state])
  const foremost = Math.max(...ranks)
  const last = Math.min(...ranks)
  const reached: c.ItemState[] = ['OUTCOME_DRAFTED']
  if (foremost >= RANK.APPROVED) reached.push('OUTCOME_APPROVED')
  if (foremost >= RANK.SUBMITTED) reached.push('SUBMITTED')
  if (live.some(({ instructedOn }) => instructedOn !== undefined)) reached.push('INSTRUCTED')
  if (last < RANK.ANSWERED) return reached
  const adoption = adoptionOf(live.flatMap((outcome) => outcome.adoption ?? []))
  reached.push(adoption)
  if (adoption !== 'NOT_ADOPTED') {
    // An outcome of which nothing is adopted has nothing to carry out, and does not hold the others back.
    if (live.some(({ state, adoption }) => RANK[state] < RANK.IMPLEMENTED && adoption !== 'NOT_ADOPTED')) return reached
    reached.push('IMPLEMENTED')
  }
  if (last >= RANK.TRACKED) reached.push('TRACKED')
  if (last >= RANK.CLOSED) reached.push('CLOSED')
  return reached
}
