import type { Row } from '../../data/contracts.ts'

export const STATE_LOOKS: Readonly<Record<Row<'supervision.projects'>['state'], string>> = {
  PROPOSED: 'wait',
  PLANNED: 'do',
  GROUP_FORMED: 'do',
  VISITING: 'do',
  FINDINGS: 'mid',
  ISSUE_LIST_SENT: 'mid',
  REPORTED: 'do',
  CLOSED: 'ok',
  CANCELLED: 'wait',
}
