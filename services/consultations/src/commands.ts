import { planHandlers } from './plan-commands.ts'
import { sessionHandlers } from './session-commands.ts'

/** Everything that this service can be asked to do. */
export const handlers = [...planHandlers, ...sessionHandlers]
