import type { Row } from '../../data/contracts.ts'

export const BALLOT_LOOKS: Readonly<Record<Row<'supervision.ballots'>['state'], string>> = {
  ISSUING: 'do',
  CASTING: 'mid',
  CLOSED: 'ok',
  CANCELLED: 'wait',
}
