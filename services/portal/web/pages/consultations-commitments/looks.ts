import type { Row } from '../../data/contracts.ts'

export type Commitment = Row<'consultations.commitments'>
export type State = Commitment['state']

export const STATE_LOOKS: Readonly<Record<State, string>> = {
  OPEN: 'wait',
  IN_PROGRESS: 'do',
  REPORTED_DONE: 'mid',
  CLOSED: 'ok',
  WITHDRAWN: 'bad',
}

/** 看板的各栏, in the order in which a promise goes through them; what was struck is on the list alone. */
export const COLUMNS: readonly State[] = ['OPEN', 'IN_PROGRESS', 'REPORTED_DONE', 'CLOSED']
