import type { Handler } from '@lianxie/service-kit'
import type { Compacts } from './compacts/compacts.ts'
import { draftHandlers } from './draft-commands.ts'
import { foundingHandlers } from './founding-commands.ts'
import { recoveryHandlers } from './recovery-commands.ts'
import { releaseHandlers } from './release-commands.ts'

/** The table of commands; `compacts` is there once the service has started. */
export const jointHandlers = (compacts: () => Compacts): Handler<any, any, any>[] => [
  ...foundingHandlers(compacts),
  ...draftHandlers(compacts),
  ...releaseHandlers(compacts),
  ...recoveryHandlers(compacts),
]
