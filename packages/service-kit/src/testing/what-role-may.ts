import type { Role } from '@lianxie/contracts'
import { account } from './actor-as.ts'
import type { CommandSample, QuerySample } from './bad-input.ts'
import type { TestService } from './test-service.ts'

/** Well-formed requests, one or more of each command and query of a part of a service, about things that exist. */
export interface Samples {
  commands: CommandSample[]
  queries: QuerySample[]
}

/**
 * Sends every sample as a role, and says of each type whether the role may ask it. Whatever the rules say of the matter
 * itself, it may unless it is turned away as such; a fault is told as one.
 */
export async function whatRoleMay(
  service: TestService,
  { commands, queries }: Samples,
  role: Role,
): Promise<Record<string, string>> {
  const as = account(role)
  const found: Record<string, string> = {}
  for (const { command, body } of commands) {
    // A version that no aggregate has, so that what is allowed changes nothing either.
    const { status, body: answer } = await service.try(command, body, { as, version: 999_999 })
    found[command.type] = verdict(status, answer.code)
  }
  for (const { query, params } of queries) {
    const { status, body: answer } = await service.tryAsk(query, params, { as })
    found[query.type] = verdict(status, answer.code)
  }
  return found
}

function verdict(status: number, code: string | undefined): string {
  if (status >= 500) return `broke with ${status}`
  return code === 'auth.forbidden' ? 'may not' : 'may'
}
