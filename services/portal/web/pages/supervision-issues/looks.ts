import type { Row } from '../../data/contracts.ts'

/** How each state is marked, beside its words. */
export const STATE_LOOKS: Readonly<Record<Row<'supervision.issues'>['state'], string>> = {
  RAISED: 'wait',
  DROPPED: 'wait',
  LISTED: 'wait',
  DISPUTED: 'mid',
  ACCEPTED: 'do',
  RECTIFYING: 'do',
  RECTIFIED: 'mid',
  REOPENED: 'bad',
  VERIFIED: 'ok',
}
