import { type Role, STAFF } from '@lianxie/contracts'
import type { Deciding } from '../domain/deciding.ts'

/**
 * Who sees the names of people: everybody who works with members, and auditors. Analysts and operators never do;
 * partners get names in a side file with a purpose only (`domain.md` §3.2).
 */
export const SEES_NAMES = [
  'MEMBER',
  'DEPUTY',
  'GROUP_CLERK',
  ...STAFF,
  'CHAIR',
  'UNIT_HANDLER',
  'UNIT_LEADER',
  'SUPERVISION_OFFICE',
  'AUDITOR',
] as const satisfies readonly Role[]

/** Everybody who signs in: names of institutions are public. */
export const SIGNED_IN = [
  ...SEES_NAMES,
  'VENUE_MANAGER',
  'PARTNER_STAFF',
  'ANALYST',
  'OPS',
] as const satisfies readonly Role[]

export const seesNames = (role: string): boolean => (SEES_NAMES as readonly string[]).includes(role)

/** 联系方式: full for the person and the two offices that keep it, masked for other staff, none for everybody else. */
export function contactAccess({ role, memberId }: Deciding['actor'], personId: string): 'full' | 'masked' | 'none' {
  if (role === 'STAFF_MEMBER_AFFAIRS' || role === 'STAFF_OFFICE') return 'full'
  if (role === 'MEMBER') return memberId === personId ? 'full' : 'none'
  return (STAFF as readonly string[]).includes(role) ? 'masked' : 'none'
}
