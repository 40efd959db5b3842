import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { writeProfile } from '@lianxie/cli'
import { RefusedError } from '@lianxie/client'
import { compacts, type CompactName } from '@lianxie/sample-data'
import { claim } from '../claim.ts'
import { accountOf, addressesOf } from '../demo/account.ts'
import { DEMO_ACCOUNTS } from '../demo/demo-accounts.ts'
import { forget, runMainJob } from '../demo/demo-run.ts'
import { type DemoPlatform, startDemoPlatform } from '../demo/platform.ts'
import type { Side } from '../demo/side.ts'
import { stateDir } from '../paths.ts'
import { step } from '../progress.ts'
import { askedToStop } from '../stop-signals.ts'

// `npm start`: a hub and the committees of one compact, the sample data, the main job; then it stays up until Ctrl-C.
const names = compacts.map(({ id }) => id)
const usage = `npm start -- [--fresh] [--compact ${names.join('|')}] [--port 4100] [--data .data] [--exit]`
const stopping = askedToStop()
let platform: DemoPlatform | undefined

try {
  const options = readOptions()
  const dir = join(options.data, options.compact)
  await claim(options.data)
  if (options.fresh) await step('清除旧数据 forgetting earlier data', () => forget(dir))
  const log = (line: string) => console.error(line)
  const began = performance.now()
  const starting = startDemoPlatform({ compact: options.compact, dir, basePort: options.port, step, log })
  platform = await unlessStopped(starting)
  if (platform) {
    const ready = (performance.now() - began) / 1000
    const running = platform
    const job = runMainJob({ compact: options.compact, dir, platform: running, step })
    const done = await unlessStopped(Promise.race([job, running.failed.then(fail)]))
    if (done) {
      console.log(accountOf(done.result))
      if (done.again) console.log('沿用已有数据；重新开始用 npm start -- --fresh  Continued with earlier data.')
      console.log(await addressesOf(running, done.sides))
      await writeProfiles(dir, running, done.sides)
      console.log(`\n平台就绪用时 platform ready after ${ready.toFixed(1)} s. Ctrl-C 停止 stops everything.`)
      if (!options.exit) await unlessStopped(running.failed.then(fail))
    }
  }
} catch (error) {
  console.error(`✗ ${sentenceOf(error)}`)
  process.exitCode = 1
} finally {
  if (platform) await step('停止 stopping everything', platform.stop)
}
process.exit()

function readOptions(): { compact: CompactName; fresh: boolean; port: number; data: string; exit: boolean } {
  const { values } = parseArgs({
    options: {
      compact: { type: 'string', default: names[0]! },
      fresh: { type: 'boolean', default: false },
      port: { type: 'string', default: '4100' },
      data: { type: 'string', default: stateDir },
      exit: { type: 'boolean', default: false },
    },
  })
  if (!names.includes(values.compact)) throw new Error(`no compact ${values.compact} in the sample data. ${usage}`)
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1024 || port > 65_000) throw new Error(`--port takes 1024 to 65000. ${usage}`)
  return {
    compact: values.compact as CompactName,
    fresh: values.fresh,
    port,
    data: resolve(values.data),
    exit: values.exit,
  }
}

/** The result, or undefined when somebody asked to stop first. */
async function unlessStopped<T>(work: Promise<T>): Promise<T | undefined> {
  return Promise.race([work, stopping.then(() => undefined)])
}

function fail(why: string): never {
  throw new Error(`${why} while it was needed; everything else is stopped.`)
}

/** What the `lianxie` command needs to speak for one committee: `npm run lianxie -- --profile FILE`. */
async function writeProfiles(dir: string, { committees }: DemoPlatform, sides: readonly Side[]): Promise<void> {
  for (const { committee, urls, natsUrl } of committees) {
    const folder = join(dir, committee)
    const side = sides.find((one) => one.committee === committee)!
    const tokens: Record<string, string> = {}
    await mkdir(join(folder, 'tokens'), { recursive: true, mode: 0o700 })
    for (const [account, role] of Object.entries(DEMO_ACCOUNTS)) {
      tokens[role] = join(folder, 'tokens', account)
      await writeFile(tokens[role], await side.token(account), { mode: 0o600 })
    }
    const { issuer: _, ...services } = urls
    await writeProfile(join(folder, 'lianxie.profile.json'), {
      committee,
      services,
      nats: { url: natsUrl },
      tokens,
      dataDir: folder,
      secretFiles: [join(folder, 'keys', 'joint', 'recovery.json'), join(folder, 'keys', 'joint', 'hub.seed')],
    })
  }
}

function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'ENOSPC') return '磁盘已满，请清理后重试。 The disk is full; make room and start again.'
  if (error instanceof RefusedError) {
    return `${error.code} ${error.zh} ${error.en} ${[...error.errors.map(({ field, en }) => `${field}: ${en}`), JSON.stringify(error.detail)].join('; ')}`
  }
  return error.message
}
