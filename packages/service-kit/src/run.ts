import { mkdir } from 'node:fs/promises'
import { setFlagsFromString } from 'node:v8'
import { topology } from '@lianxie/contracts'
import { type BaseConfig, readConfig } from './config.ts'
import { createLog } from './log.ts'
import { serveUntilAsked } from './serve-until-asked.ts'
import {
  executorOf,
  openRuntime,
  reactionsOf,
  type ServiceDefinition,
  type ServiceSettings,
  startService,
  type TaskMeans,
} from './service.ts'
import type { z } from 'zod'

/**
 * Runs one service as a process: reads its configuration, starts it, and stops it in good order on SIGTERM or SIGINT.
 * `main.ts rebuild own|foreign` rebuilds its tables instead, from its own events or from the streams, while others serve;
 * the definition's own `tasks` are asked for by their names.
 * A start that fails says why in one line and ends with 1.
 */
export async function runService<S extends z.ZodObject>(
  definition: ServiceDefinition,
  schema: S,
  ownSettings: (config: z.output<S>) => Readonly<Record<string, unknown>> = () => ({}),
): Promise<void> {
  const [task, what, ...more] = process.argv.slice(2)
  try {
    const config = readConfig(schema, process.env)
    const settings = settingsOf(definition, config as unknown as BaseConfig, ownSettings(config))
    await mkdir(settings.filesDir, { recursive: true })
    if (task === undefined) return await serveUntilAsked(() => startService(definition, settings), settings.log)
    const ownTask = definition.tasks?.[task]
    if (ownTask) {
      const lines = await runTask(definition, settings, (means) => ownTask(means, [what, ...more].filter(isGiven)))
      process.stdout.write(lines.map((line) => `${line}\n`).join(''))
      process.exit(0)
    }
    if (task !== 'rebuild' || (what !== 'own' && what !== 'foreign')) {
      const tasks = ['rebuild own', 'rebuild foreign', ...Object.keys(definition.tasks ?? {})]
      throw new Error(`the tasks are: ${tasks.join(', ')}`)
    }
    const rebuilt = await rebuild(definition, settings, what)
    process.stdout.write(`${JSON.stringify(rebuilt)}\n`)
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${definition.name} cannot ${task ?? 'start'}: ${(error as Error).message}\n`)
    process.exit(1)
  }
}

function settingsOf(
  definition: ServiceDefinition,
  base: BaseConfig,
  own: Readonly<Record<string, unknown>>,
): ServiceSettings {
  return {
    committee: base.COMMITTEE,
    databaseUrl: base.DATABASE_URL,
    databaseConnections: base.DATABASE_CONNECTIONS,
    nats: {
      servers: base.NATS_URL,
      ...(base.NATS_USER !== undefined && { auth: { user: base.NATS_USER, pass: base.NATS_PASSWORD ?? '' } }),
    },
    replicas: base.NATS_REPLICAS,
    host: base.HOST,
    port: base.PORT,
    auth: { issuer: base.ISSUER, audience: base.AUDIENCE, jwksUrl: base.JWKS_URL },
    profile: base.PROFILE,
    filesDir: base.FILES_DIR,
    ...(base.CLAMD_URL !== undefined && { clamdUrl: base.CLAMD_URL }),
    rateLimitPerMinute: base.RATE_LIMIT_PER_MINUTE,
    ...(base.TRUST_PROXY && { trustProxy: base.TRUST_PROXY }),
    log: createLog({ service: definition.name, committee: base.COMMITTEE, level: base.LOG_LEVEL }),
    own,
  }
}

const isGiven = (text: string | undefined): text is string => text !== undefined

/** Runs something as the service itself, beside the processes that serve. */
async function runTask<T>(
  definition: ServiceDefinition,
  settings: ServiceSettings,
  work: (means: TaskMeans) => Promise<T>,
): Promise<T> {
  const { runtime, undo } = await openRuntime(definition, settings)
  await using _ = undo
  return await work({ runtime, execute: executorOf(definition, runtime) })
}

async function rebuild(definition: ServiceDefinition, settings: ServiceSettings, what: 'own' | 'foreign') {
  // By default the heap grows to four times what is in use before V8 looks for what is not: of a task that goes through a
  // million events that would be 100 MB more, and saves no time.
  setFlagsFromString('--heap-growing-percent=200')
  const { runtime, undo } = await openRuntime(definition, settings)
  await using _ = undo
  if (what === 'own') {
    const { rebuildOwnTables } = await import('./rebuild.ts')
    return await rebuildOwnTables(runtime, definition)
  }
  const { rebuildForeignTables } = await import('./rebuild-foreign.ts')
  const { reactions, foreignTables } = reactionsOf(definition)
  return await rebuildForeignTables(runtime, {
    contexts: topology[definition.name].listensTo,
    reactions,
    foreignTables,
  })
}
