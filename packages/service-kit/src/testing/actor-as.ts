import type { Role } from '@lianxie/contracts'
import type { TestAccount } from './test-issuer.ts'

let count = 0

/** An account for a test, one of a kind unless an id is given. */
export function account(role: Role, more: Partial<TestAccount> = {}): TestAccount {
  count += 1
  return { id: `${role.toLowerCase()}-${count}`, role, ...more }
}
