import { consultations as c, Refusal } from '@lianxie/contracts'

/** 计划事项 as sessions, research and outcomes see it. */
export interface Item {
  id: string
  state: c.ItemState
  form: c.PlanForm
}

/** What moved the item: at most one of them. */
export interface Cause {
  sessionId?: string
  researchId?: string
  outcomeId?: string
}

/** 状态流转 of an adopted item (`domain.md` §2.2): every state and where it leads. */
export const MOVES: Partial<Record<c.ItemState, readonly c.ItemState[]>> = {
  PLAN_ADOPTED: ['SCHEDULED'],
  // Back when its only session is cancelled before anything came of it.
  SCHEDULED: ['RESEARCHING', 'SESSION_HELD', 'PLAN_ADOPTED'],
  RESEARCHING: ['SESSION_HELD'],
  SESSION_HELD: ['OUTCOME_DRAFTED'],
  // Back when its only draft is dropped.
  OUTCOME_DRAFTED: ['OUTCOME_APPROVED', 'SESSION_HELD'],
  OUTCOME_APPROVED: ['SUBMITTED'],
  SUBMITTED: ['INSTRUCTED', 'ADOPTED', 'PARTLY_ADOPTED', 'NOT_ADOPTED'],
  INSTRUCTED: ['ADOPTED', 'PARTLY_ADOPTED', 'NOT_ADOPTED'],
  ADOPTED: ['IMPLEMENTED'],
  PARTLY_ADOPTED: ['IMPLEMENTED'],
  // Nothing of it can be carried out, so what is left is to report that.
  NOT_ADOPTED: ['TRACKED'],
  IMPLEMENTED: ['TRACKED'],
  TRACKED: ['CLOSED'],
}

/** Moves an item, or says nothing when it is there already. Refuses `item.wrong_state` where the table has no such step. */
export function moveItem(item: Item, to: c.ItemState, cause: Cause) {
  if (item.state === to) return []
  if (!MOVES[item.state]?.includes(to)) {
    throw new Refusal('item.wrong_state', { field: 'itemId', itemId: item.id, state: item.state, to })
  }
  return [c.ItemMoved({ itemId: item.id, from: item.state, to, ...cause })]
}

export function requireItem(item: Item, states: readonly c.ItemState[]): void {
  if (!states.includes(item.state)) {
    throw new Refusal('item.wrong_state', { field: 'itemId', itemId: item.id, state: item.state, expected: states })
  }
}
