import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { CommitteeId } from '@lianxie/contracts'
import { z } from 'zod'

/** A URL of the given protocols. */
const url = (...protocols: string[]) =>
  z.url({
    protocol: new RegExp(`^(${protocols.join('|')})$`),
    error: `a URL with ${protocols.map((p) => `${p}://`).join(' or ')}`,
  })

/** Addresses and networks, `127.0.0.1,10.0.0.0/8`; `loopback`, `linklocal` and `uniquelocal` stand for what RFC 6890 calls so. */
const networks = z
  .string()
  .transform((list) => list.split(',').map((one) => one.trim()))
  .refine((list) => list.every(isNetwork), 'addresses or networks, such as 127.0.0.1,10.0.0.0/8, or uniquelocal')

function isNetwork(text: string): boolean {
  if (/^(loopback|linklocal|uniquelocal)$/.test(text)) return true
  const [address = '', bits, ...more] = text.split('/')
  const version = isIP(address)
  if (version === 0 || more.length > 0) return false
  // A network of all addresses would let everybody say who they are.
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= (version === 4 ? 32 : 128))
  )
}

/** 对外访问地址: what people type, without a path and without a slash at its end, as everything is put behind it. */
export const originUrl = z
  .url({ protocol: /^https?$/ })
  .refine(
    (url) => URL.canParse(url) && new URL(url).origin === url,
    'an address such as https://lianxie.example.org, with nothing behind it',
  )

/** What every service reads from its environment. */
export const baseConfig = {
  COMMITTEE: CommitteeId,
  DATABASE_URL: url('postgres', 'postgresql'),
  /** Connections that one instance holds at most, beside two of its job queue; all instances together stay below the server's limit. */
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(10),
  NATS_URL: url('nats', 'tls'),
  NATS_USER: z.string().min(1).optional(),
  NATS_PASSWORD: z.string().min(1).optional(),
  /** Copies of each stream in a NATS cluster; 1 on a single server. */
  NATS_REPLICAS: z.coerce.number().int().min(1).max(5).default(1),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535),
  ISSUER: url('https', 'http'),
  AUDIENCE: z.string().min(1).default('lianxie'),
  JWKS_URL: url('https', 'http'),
  FILES_DIR: z.string().min(1),
  /** ClamAV's daemon, `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`; without one files are shown as not scanned. */
  CLAMD_URL: url('tcp', 'unix').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** `demo` alone allows a settable clock. */
  PROFILE: z.enum(['production', 'demo', 'test']).default('production'),
  RATE_LIMIT_PER_MINUTE: z.coerce.number().int().positive().default(1200),
  /** Where the reverse proxy asks from: whose `X-Forwarded-For` is believed. Without one nobody's is. */
  TRUST_PROXY: networks.optional(),
}
export const BaseConfig = z.object(baseConfig)
export type BaseConfig = z.infer<typeof BaseConfig>

/**
 * Reads the environment once through `schema`. A secret may come from a file: `DATABASE_URL_FILE` stands for `DATABASE_URL`.
 * Throws an Error that names each wrong variable and what was expected; values are never printed.
 */
export function readConfig<S extends z.ZodObject>(schema: S, env: NodeJS.ProcessEnv): z.output<S> {
  const values: Record<string, string> = {}
  for (const name of Object.keys(schema.shape)) {
    const file = env[`${name}_FILE`]
    const value = file === undefined || file === '' ? env[name] : readSecret(name, file)
    if (value !== undefined && value !== '') values[name] = value
  }
  const parsed = schema.safeParse(values)
  if (parsed.success) return parsed.data
  const wrong = parsed.error.issues.map((issue) => {
    const name = issue.path.join('.')
    return values[name] === undefined ? `${name} is missing` : `${name}: ${issue.message}`
  })
  throw new Error(`configuration: ${wrong.join('; ')}`)
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    throw new Error(`configuration: ${name}_FILE names a file that cannot be read`, { cause })
  }
}
