import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { type Client, createClient } from '@lianxie/client'
import { Role } from '@lianxie/contracts'
import { connect, type NatsConnection, nkeyAuthenticator } from '@nats-io/transport-node'
import { AwayError, UsageError } from './exit-code.ts'
import { createOutput, type Output } from './output.ts'
import { Profile, PROFILE_FILE, readProfile } from './profile.ts'

/** Options that every command takes; each has an environment variable, and the profile stands behind both. */
export interface GlobalOptions {
  profile?: string
  directoryUrl?: string
  consultationsUrl?: string
  proposalsUrl?: string
  supervisionUrl?: string
  jointUrl?: string
  noticesUrl?: string
  natsUrl?: string
  tokenFile?: string
  as?: string
  lang?: string
  json?: boolean
}

export interface Surroundings {
  env: NodeJS.ProcessEnv
  cwd: string
  out: (line: string) => void
  err: (line: string) => void
  signal?: AbortSignal
}

/** What a command works with. */
export interface Session {
  profile: Profile
  output: Output
  cwd: string
  signal: AbortSignal | undefined
  /** A client with the token of the first of these roles that the profile has; `--as` wins. */
  client(...roles: Role[]): Client
  /** A connection to the committee's own NATS server. Throws an AwayError or a UsageError. */
  nats(): Promise<NatsConnection>
}

/** Puts flags, environment and profile together, in this order of precedence. */
export async function openSession(options: GlobalOptions, around: Surroundings): Promise<Session> {
  const { env, cwd, out, err, signal } = around
  const profile = await settle(options, around)
  const lang = options.lang ?? env['LIANXIE_LANG'] ?? profile.language ?? 'zh'
  if (!/^(zh|en)/.test(lang)) throw new UsageError('--lang 只能是 zh 或 en', '--lang is zh or en')
  const output = createOutput({ json: options.json ?? false, language: lang.startsWith('en') ? 'en' : 'zh', out, err })
  const chosen = options.as ?? env['LIANXIE_AS']
  return {
    profile,
    output,
    cwd,
    signal,
    client: (...roles) => {
      const token = tokenOf(profile, env, chosen, roles, options.tokenFile !== undefined)
      return createClient({
        services: Object.fromEntries(Object.entries(profile.services).filter(([, url]) => url !== undefined)),
        ...(token && { token }),
        // Somebody waits at the terminal.
        retry: { attempts: 4, waitMs: 200 },
        ...(signal && { signal }),
      })
    },
    nats: () => connectOwn(profile, env),
  }
}

async function settle(options: GlobalOptions, { env, cwd }: Surroundings): Promise<Profile> {
  const named = options.profile ?? env['LIANXIE_PROFILE']
  const usual = join(cwd, PROFILE_FILE)
  const kept =
    named !== undefined
      ? await readProfile(resolve(cwd, named))
      : existsSync(usual)
        ? await readProfile(usual)
        : Profile.parse({})
  const pick = (flag: string | undefined, name: string) => flag ?? (env[name] === '' ? undefined : env[name])
  const urls = {
    directory: pick(options.directoryUrl, 'LIANXIE_DIRECTORY_URL'),
    consultations: pick(options.consultationsUrl, 'LIANXIE_CONSULTATIONS_URL'),
    proposals: pick(options.proposalsUrl, 'LIANXIE_PROPOSALS_URL'),
    supervision: pick(options.supervisionUrl, 'LIANXIE_SUPERVISION_URL'),
    joint: pick(options.jointUrl, 'LIANXIE_JOINT_URL'),
    notices: pick(options.noticesUrl, 'LIANXIE_NOTICES_URL'),
  }
  const given = Object.fromEntries(Object.entries(urls).filter(([, url]) => url !== undefined))
  const natsUrl = pick(options.natsUrl, 'LIANXIE_NATS_URL')
  const tokenFile = pick(options.tokenFile, 'LIANXIE_TOKEN_FILE')
  const merged = Profile.safeParse({
    ...kept,
    services: { ...kept.services, ...given },
    ...(natsUrl !== undefined && { nats: { ...kept.nats, url: natsUrl } }),
    ...(tokenFile !== undefined && { tokenFile: resolve(cwd, tokenFile) }),
  })
  if (merged.success) return merged.data
  const where = merged.error.issues[0]?.path.join('.') ?? ''
  throw new UsageError(`设置有误：${where}`, `a setting is wrong: ${where}: ${merged.error.issues[0]?.message ?? ''}`)
}

function tokenOf(
  profile: Profile,
  env: NodeJS.ProcessEnv,
  chosen: string | undefined,
  roles: Role[],
  flagged: boolean,
): (() => Promise<string>) | undefined {
  const { tokens, tokenFile } = profile
  const fromEnv = env['LIANXIE_TOKEN']
  if (fromEnv && chosen === undefined && !flagged) return async () => fromEnv
  if (chosen !== undefined) {
    const role = Role.safeParse(chosen.toUpperCase())
    const file = role.success ? tokens[role.data] : undefined
    if (file === undefined) {
      const there = Object.keys(tokens).join(', ')
      throw new UsageError(
        `配置中没有角色 ${chosen} 的凭证（现有：${there}）`,
        `the profile has no token for ${chosen}, only for ${there}`,
      )
    }
    return () => readToken(file)
  }
  const own = flagged ? undefined : roles.map((role) => tokens[role]).find((file) => file !== undefined)
  const file = own ?? tokenFile ?? Object.values(tokens)[0]
  return file === undefined ? undefined : () => readToken(file)
}

const STDIN = '/dev/stdin'
let fromStdin: Promise<string> | undefined

/** Anew for each request, as a file may be renewed meanwhile; what is piped in can be read only once. */
function readToken(file: string): Promise<string> {
  return file === STDIN ? (fromStdin ??= text(process.stdin).then((given) => given.trim())) : readSecret(file)
}

async function readSecret(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).trim()
  } catch (cause) {
    throw new UsageError(`无法读取凭证文件 ${file}`, `the file ${file} cannot be read`, { cause })
  }
}

async function connectOwn({ nats }: Profile, env: NodeJS.ProcessEnv): Promise<NatsConnection> {
  if (!nats) throw new UsageError('未设置 NATS 地址（--nats-url）', 'the NATS server is not set (--nats-url)')
  const user = env['LIANXIE_NATS_USER'] ?? nats.user
  const passwordFile = env['LIANXIE_NATS_PASSWORD_FILE'] ?? nats.passwordFile
  const pass = passwordFile === undefined ? undefined : await readSecret(passwordFile)
  const seed = nats.nkeySeedFile === undefined ? undefined : await readSecret(nats.nkeySeedFile)
  try {
    return await connect({
      servers: nats.url,
      name: 'lianxie command line',
      timeout: 5_000,
      // Some accounts hear answers under their own name alone.
      ...(user !== undefined && { user, pass: pass ?? '', inboxPrefix: `_INBOX_${user}` }),
      ...(seed !== undefined && { authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)) }),
    })
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new AwayError(`无法连接 NATS ${nats.url}：${why}`, `no connection to NATS at ${nats.url}: ${why}`, { cause })
  }
}
