import { type CommandOf, identity as i, Refusal } from '@lianxie/contracts'
import { shanghaiDate } from '@lianxie/policy'
import type { Deciding } from './deciding.ts'

/** The first operators' own roles end after a year, by which time others have granted them anew. */
const DAYS = 365
/** More are granted the role by the two. */
const MOST = 2

/**
 * 首任管理员: one or two, at the server itself and only while fewer than two act as one, as one alone can grant nothing.
 * Whoever has the server is the second person; from then on two people grant every role.
 */
export function installOperators(
  { operators, takenNames }: { operators: number; takenNames: ReadonlySet<string> },
  { userNames }: CommandOf<typeof i.InstallOperators>,
  { now, newId }: Deciding,
) {
  if (operators + userNames.length > MOST) throw new Refusal('operator.exists')
  if (new Set(userNames).size < userNames.length) throw new Refusal('account.listed_twice', { field: 'userNames' })
  const handoutId = newId()
  const fromOn = shanghaiDate(now)
  const untilOn = shanghaiDate(new Date(now.getTime() + DAYS * 86_400_000))
  return userNames.flatMap((userName, index) => {
    if (takenNames.has(userName)) throw new Refusal('account.user_name_taken', { field: `userNames.${index}` })
    const accountId = newId()
    const grant = { grantId: newId(), accountId, role: 'OPS' as const, unitIds: [], fromOn, untilOn }
    return [i.AccountCreated({ accountId, handoutId }), i.RoleGranted(grant)]
  })
}
