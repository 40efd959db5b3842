import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { CommitteeId, Role } from '@lianxie/contracts'
import { z } from 'zod'
import { UsageError } from './exit-code.ts'

const file = z.string().min(1).max(1_000)
const httpUrl = z.url({ protocol: /^https?$/ })

/** How one committee's instance is reached; `lianxie.profile.json`. Files are named relative to the profile. */
export const Profile = z.strictObject({
  committee: CommitteeId.optional(),
  services: z
    .strictObject({
      directory: httpUrl,
      consultations: httpUrl,
      proposals: httpUrl,
      supervision: httpUrl,
      identity: httpUrl,
      joint: httpUrl,
      notices: httpUrl,
    })
    .partial()
    .default({}),
  nats: z
    .strictObject({
      url: z.url({ protocol: /^(nats|tls|ws|wss)$/ }),
      user: z.string().min(1).optional(),
      passwordFile: file.optional(),
      nkeySeedFile: file.optional(),
    })
    .optional(),
  /** The access token, read anew for each request. */
  tokenFile: file.optional(),
  /** Files with tokens by role; a command takes the first of its roles that is here, or what `--as` says. */
  tokens: z.partialRecord(Role, file).default({}),
  /** Where the instance keeps its data: its disk is looked at by `doctor`. */
  dataDir: file.optional(),
  /** Files that nobody else may read, and certificates whose end `doctor` watches. */
  secretFiles: z.array(file).max(100).default([]),
  certificates: z.array(file).max(20).default([]),
  language: z.enum(['zh', 'en']).optional(),
})
export type Profile = z.output<typeof Profile>

export const PROFILE_FILE = 'lianxie.profile.json'

/** Reads a profile; names of files in it become absolute. Throws a UsageError that says what is wrong. */
export async function readProfile(path: string): Promise<Profile> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new UsageError(`无法读取配置文件 ${path}`, `the profile ${path} cannot be read`, { cause })
  })
  const parsed = Profile.safeParse(parse(text))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const where = issue?.path.join('.') ?? ''
    throw new UsageError(
      `配置文件 ${path} 有误：${where}`,
      `the profile ${path} is wrong at ${where}: ${issue?.message ?? ''}`,
    )
  }
  return absolute(parsed.data, dirname(resolve(path)))
}

/** Writes a profile for others to use; files are given absolute and written relative, so that the folder can move. */
export async function writeProfile(path: string, profile: z.input<typeof Profile>): Promise<void> {
  const folder = dirname(resolve(path))
  await mkdir(folder, { recursive: true })
  const written = eachFile(Profile.parse(profile), (name) => (isAbsolute(name) ? relative(folder, name) || '.' : name))
  await writeFile(`${path}.new`, `${JSON.stringify(written, null, 2)}\n`, { mode: 0o600 })
  await rename(`${path}.new`, path)
}

const absolute = (profile: Profile, folder: string): Profile =>
  eachFile(profile, (name) => join('/', resolve(folder, name)))

function eachFile(profile: Profile, change: (name: string) => string): Profile {
  const { nats, tokenFile, dataDir } = profile
  return {
    ...profile,
    ...(nats && {
      nats: {
        ...nats,
        ...(nats.passwordFile !== undefined && { passwordFile: change(nats.passwordFile) }),
        ...(nats.nkeySeedFile !== undefined && { nkeySeedFile: change(nats.nkeySeedFile) }),
      },
    }),
    ...(tokenFile !== undefined && { tokenFile: change(tokenFile) }),
    ...(dataDir !== undefined && { dataDir: change(dataDir) }),
    tokens: Object.fromEntries(Object.entries(profile.tokens).map(([role, name]) => [role, change(name)])),
    secretFiles: profile.secretFiles.map(change),
    certificates: profile.certificates.map(change),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
