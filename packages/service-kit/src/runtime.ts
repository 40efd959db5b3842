import type { CommandDefinition, CommandOf, CommitteeId } from '@lianxie/contracts'
import type { NatsConnection } from '@nats-io/transport-node'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import type { Clock } from './clock.ts'
import type { FileScanner } from './scanner/file-scanner.ts'
import type { ReadableFiles } from './stored-files.ts'
import type { Database, Tx } from './tables.ts'

/** What a running service has at hand; made once in `startService`, handed to everything that works in it. */
export interface Runtime<Tables = unknown> {
  /** The context that the service owns, `consultations`. */
  service: string
  committee: CommitteeId
  profile: 'production' | 'demo' | 'test'
  db: Database<Tables>
  pool: Pool
  nats: NatsConnection
  clock: Clock
  log: Logger
  /** Makes UUIDv7 ids; tests may make them predictable. */
  newId: () => string
  /** Tells the relay that rows were committed; called after every commit that wrote events. */
  wakeRelay: () => void
  /** The folder in which the service keeps files. */
  filesDir: string
  /** Whether files are read by what refers to them; absent where nothing does, and then each is its uploader's alone. */
  readableFiles?: ReadableFiles
  /** What looks for malware in files; absent where none is configured. */
  scanner?: FileScanner
  /** Settings of this service alone. */
  own: Readonly<Record<string, unknown>>
}

/** Runs a command of the own service in an open transaction, as SYSTEM; throws its refusal. */
export type ExecuteAsSystem = <C extends CommandDefinition>(
  tx: Tx<any>,
  command: C,
  body: CommandOf<C>,
  causation?: string,
) => Promise<void>
