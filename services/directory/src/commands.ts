import type { Handler } from '@lianxie/service-kit'
import { institutionHandlers } from './institution-commands.ts'
import { memberHandlers } from './member-commands.ts'
import { policyHandlers } from './policy-commands.ts'

/** Everything that can be asked of the directory. */
export const handlers: readonly Handler<any, any, any>[] = [
  ...institutionHandlers,
  ...memberHandlers,
  ...policyHandlers,
]
