export {
  type Client,
  type ClientOptions,
  type CommandAnswer,
  createClient,
  dataOf,
  type ServiceHealth,
  type StoredFile,
} from './client.ts'
export { newKey } from './new-key.ts'
export type { DeadEvent, DeadKey, FailedJob, Operations, OperationsPage, WaitingEvent } from './operations.ts'
export { type FieldError, RefusedError, UnreachableError } from './refused-error.ts'
export type { Request, Token, Transport } from './transport.ts'
