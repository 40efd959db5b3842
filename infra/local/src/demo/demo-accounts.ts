import type { CommitteeId } from '@lianxie/contracts'
import { staffOf } from '@lianxie/sample-data'
import type { CommitteeSettings } from './committee-settings.ts'

/** 演示账号 of a committee: one for each role, by short names that are the same everywhere. */
export const DEMO_ACCOUNTS = {
  office: 'STAFF_OFFICE',
  consultation: 'STAFF_CONSULTATION',
  affairs: 'STAFF_MEMBER_AFFAIRS',
  chair: 'CHAIR',
  unit: 'UNIT_HANDLER',
  operator: 'OPS',
  auditor: 'AUDITOR',
  analyst: 'ANALYST',
} as const

export function demoAccounts(committee: CommitteeId): CommitteeSettings['accounts'] {
  const staff = staffOf(committee)
  return Object.entries(DEMO_ACCOUNTS).map(([id, role]) => {
    if (!staff.some((person) => person.role === role))
      throw new Error(`expected sample staff of ${committee} as ${role}`)
    return { id, role }
  })
}
