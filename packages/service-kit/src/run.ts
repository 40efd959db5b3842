import { mkdir } from 'node:fs/promises'
import type { ServiceDefinition } from './service.ts'
import { type BaseConfig, readConfig } from './config.ts'
import { createLog } from './log.ts'
import { startService } from './service.ts'
import { flushTraces } from './telemetry.ts'
import type { z } from 'zod'

/**
 * Runs one service as a process: reads its configuration, starts it, and stops it in good order on SIGTERM or SIGINT.
 * A start that fails says why in one line and ends with 1.
 */
export async function runService<S extends z.ZodObject>(
  definition: ServiceDefinition,
  schema: S,
  ownSettings: (config: z.output<S>) => Readonly<Record<string, unknown>> = () => ({}),
): Promise<void> {
  try {
    const config = readConfig(schema, process.env)
    const base = config as unknown as BaseConfig
    const log = createLog({ service: definition.name, committee: base.COMMITTEE, level: base.LOG_LEVEL })
    await mkdir(base.FILES_DIR, { recursive: true })
    const running = await startService(definition, {
      committee: base.COMMITTEE,
      databaseUrl: base.DATABASE_URL,
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
      rateLimitPerMinute: base.RATE_LIMIT_PER_MINUTE,
      log,
      own: ownSettings(config),
    })
    const stop = async (signal: string) => {
      log.info({ signal }, 'stopping')
      await running.stop()
      await flushTraces()
      process.exit(0)
    }
    for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => void stop(signal))
  } catch (error) {
    process.stderr.write(`${definition.name} cannot start: ${(error as Error).message}\n`)
    process.exit(1)
  }
}
