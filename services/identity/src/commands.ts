import { accountHandlers } from './account-commands.ts'
import { grantHandlers } from './grant-commands.ts'
import { serviceHandlers } from './service-commands.ts'

/** Everything that this service can be asked to do by those who keep accounts. How people sign in is in `routes/`. */
export const handlers = [...accountHandlers, ...grantHandlers, ...serviceHandlers]
