import type { CommitteeId } from '@lianxie/contracts'
import { type DestinationStream, type Level, type Logger, pino } from 'pino'
import { traceIds } from './telemetry.ts'

export interface LogOptions {
  /** Left out by a process of several services, each of which says so in its own lines. */
  service?: string
  committee?: CommitteeId
  level: Level | 'silent'
}

// Fields that hold names, contacts or secrets wherever they appear, up to three levels deep. A safety net only:
// what is logged is ids by rule.
const PRIVATE = [
  'authorization',
  'cookie',
  'setCookie',
  '["set-cookie"]',
  'password',
  'secret',
  'token',
  'accessToken',
  'privateKey',
  'name',
  'personName',
  'fullName',
  'phone',
  'mobile',
  'email',
  'idNumber',
  'address',
  'contact',
  'contacts',
  'personal',
]
// pino's own `name` of a logger is not used, so that a top-level name is always somebody's.
const paths = PRIVATE.flatMap((field) =>
  ['', '*', '*.*'].map((parent) =>
    parent === '' ? field : field.startsWith('[') ? parent + field : `${parent}.${field}`,
  ),
)

/**
 * The logger of a service: one JSON object a line, with the service, the committee and, inside a traced request, the trace.
 * Personal fields and secrets are censored, and URLs are logged without their query strings.
 */
export function createLog({ service, committee, level }: LogOptions, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { ...(service !== undefined && { service }), ...(committee !== undefined && { committee }) },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths, censor: '[personal]' },
    mixin: traceIds,
    serializers: { err: errorOf, error: errorOf, req: requestOf, url: withoutQuery },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** A URL or path without query and fragment: people are searched for by name there. */
export const withoutQuery = (url: unknown): unknown => (typeof url === 'string' ? url.replace(/[?#].*$/s, '') : url)

function requestOf(request: { method?: string; url?: string; id?: unknown }) {
  return { id: request.id, method: request.method, url: withoutQuery(request.url) }
}

// PostgreSQL quotes the values of the failing row in `detail`, `where` and, for bad input, in the message itself.
const QUOTING = /^(22|23)/

/** The message of an error, as it may be kept: without the values that a database quotes from a row. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { code } = error as { code?: unknown }
  return typeof code === 'string' && QUOTING.test(code) ? `database error ${code}` : error.message
}

/** An error by type, message, stack and code; what a database quotes from the row is left out. */
function errorOf(error: unknown) {
  if (!(error instanceof Error)) return error
  const { message, stack = '' } = error
  const { code, constraint, table } = error as { code?: unknown; constraint?: unknown; table?: unknown }
  const quotes = typeof code === 'string' && QUOTING.test(code)
  const cause: unknown = error.cause instanceof Error ? errorOf(error.cause) : undefined
  return {
    type: error.constructor.name,
    message: quotes ? `database error ${code}` : message,
    // The first line of a stack repeats the message.
    stack: quotes ? stack.replace(message, `database error ${code}`) : stack,
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(table !== undefined && { table }),
    ...(cause !== undefined && { cause }),
  }
}
