import type { Row } from '../../data/contracts.ts'

export const GROUP_LOOKS: Readonly<Record<Row<'supervision.groups'>['state'], string>> = {
  PENDING: 'wait',
  ACTIVE: 'ok',
  ENDED: 'wait',
}
export const CERTIFICATE_LOOKS: Readonly<Record<Row<'supervision.certificates'>['state'], string>> = {
  PENDING: 'wait',
  VALID: 'ok',
  EXPIRED: 'wait',
  LAPSED: 'mid',
  REVOKED: 'bad',
}
