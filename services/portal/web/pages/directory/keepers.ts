import { useSession } from '../../data/session.ts'
import type { Role } from '../../data/contracts.ts'

/** Whom the directory's pages are for; members find each other on the phone. */
export const READERS: readonly Role[] = [
  'STAFF_MEMBER_AFFAIRS',
  'STAFF_OFFICE',
  'STAFF_PROPOSAL',
  'STAFF_CONSULTATION',
  'STAFF_INFO',
  'CHAIR',
  'AUDITOR',
]
/** 委员、机构、界别、工作人员 are kept by these two offices, 承办单位 by these, 委员会 by one. */
const KEEPERS = {
  people: ['STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE'],
  units: ['STAFF_OFFICE', 'STAFF_PROPOSAL'],
  committees: ['STAFF_OFFICE'],
  auditors: ['AUDITOR'],
  corrections: ['AUDITOR', 'STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE'],
  contacts: ['STAFF_MEMBER_AFFAIRS', 'STAFF_OFFICE', 'STAFF_PROPOSAL', 'STAFF_CONSULTATION', 'STAFF_INFO'],
} as const satisfies Record<string, readonly Role[]>

/** Whether the viewer may do this in the role that is active. */
export function useMay(what: keyof typeof KEEPERS): boolean {
  const { data: session } = useSession()
  const role = session?.active?.role
  return role !== undefined && (KEEPERS[what] as readonly Role[]).includes(role)
}
