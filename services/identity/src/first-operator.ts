import { identity as i } from '@lianxie/contracts'
import type { TaskMeans } from '@lianxie/service-kit'
import { handOut } from './auth/hand-out.ts'

/**
 * 首任管理员: `main.ts first-operator [user name] [second user name]`. Prints each one-time password once; refuses when
 * somebody acts as an operator. With two names two people begin, and no grant ever rests on one person alone.
 */
export async function firstOperator({ runtime, execute }: TaskMeans, args: readonly string[]): Promise<string[]> {
  const userNames = i.InstallOperators.schema.parse({ userNames: args.length > 0 ? args : ['operator'] }).userNames
  const owner = `system:${runtime.service}`
  await runtime.db.transaction().execute((tx) => execute(tx, i.InstallOperators, { userNames }))
  runtime.wakeRelay()
  const waiting = await runtime.db.selectFrom('handout').select('id').where('owner', '=', owner).execute()
  const lines: string[] = []
  for (const { id: handoutId } of waiting) {
    const made = await handOut(runtime, { handoutId, owner })
    if (made.of === 'PASSWORDS')
      lines.push(...made.passwords.map(({ userName, password }) => `${userName} ${password}`))
  }
  return lines
}
