import type { Row } from '../../data/contracts.ts'

/** How each state is marked, beside its words. */
export const STAGE_LOOKS: Readonly<Record<Row<'joint.compacts'>['stage'], string>> = {
  SIGNING: 'mid',
  IN_FORCE: 'ok',
  AMENDING: 'do',
  EXPIRED: 'wait',
  ENDED: 'wait',
}

export const DECISION_LOOKS: Readonly<Record<Row<'joint.decisions'>['state'], string>> = {
  CIRCULATED: 'do',
  COUNTERSIGNING: 'mid',
  EFFECTIVE: 'ok',
  OBJECTED: 'bad',
  LAPSED: 'wait',
  SUPERSEDED: 'wait',
}
