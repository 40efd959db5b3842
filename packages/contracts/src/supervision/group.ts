import { z } from 'zod'

/** 小组任期: not begun, running, over. */
export const GROUP_STATES = {
  PENDING: { zh: '未到任', en: 'not begun' },
  ACTIVE: { zh: '在任', en: 'in its term' },
  ENDED: { zh: '任期已结束', en: 'ended' },
} as const
export type SupervisionGroupState = keyof typeof GROUP_STATES
export const SupervisionGroupState = z
  .enum(Object.keys(GROUP_STATES) as [SupervisionGroupState, ...SupervisionGroupState[]])
  .meta({ id: 'SupervisionGroupState' })

/** 结束原因: by a decision, or because its term was over. */
export const GroupEndCause = z.enum(['DECIDED', 'TERM_OVER']).meta({ id: 'SupervisionGroupEndCause' })
export type GroupEndCause = z.infer<typeof GroupEndCause>

/** 监督员证状态, on a day. */
export const CERTIFICATE_STATES = {
  PENDING: { zh: '未生效', en: 'not valid yet' },
  VALID: { zh: '有效', en: 'valid' },
  EXPIRED: { zh: '已过期', en: 'expired' },
  LAPSED: { zh: '已失效', en: 'lapsed with the membership or the posting' },
  REVOKED: { zh: '已注销', en: 'revoked' },
} as const
export type CertificateState = keyof typeof CERTIFICATE_STATES
export const CertificateState = z
  .enum(Object.keys(CERTIFICATE_STATES) as [CertificateState, ...CertificateState[]])
  .meta({ id: 'SupervisionCertificateState' })

/** 核验结果: what a department is told that scans a certificate. */
export const CERTIFICATE_CHECKS = {
  VALID: { zh: '有效', en: 'valid' },
  PENDING: { zh: '未生效', en: 'not valid yet' },
  EXPIRED: { zh: '已过期', en: 'expired' },
  REVOKED: { zh: '已注销', en: 'revoked' },
  UNKNOWN: { zh: '无此证件', en: 'no such certificate' },
} as const
export type CertificateCheckState = keyof typeof CERTIFICATE_CHECKS
export const CertificateCheckState = z
  .enum(Object.keys(CERTIFICATE_CHECKS) as [CertificateCheckState, ...CertificateCheckState[]])
  .meta({ id: 'SupervisionCertificateCheckState' })

/** 核验码: 128 random bits. */
export const CertificateCode = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .meta({ id: 'SupervisionCertificateCode' })

/** 证号: 第2022-007号. */
export const certificateNumber = ({ year, number }: { year: number; number: number }): string =>
  `${year}-${String(number).padStart(3, '0')}`
