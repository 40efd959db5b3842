import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { writeProfile } from '@lianxie/cli'
import { compacts, type CompactName } from '@lianxie/sample-data'
import { claim } from '../claim.ts'
import { accountOf, addressesOf } from '../demo/account.ts'
import { DEMO_ACCOUNTS } from '../demo/demo-accounts.ts'
import { forget, runMainJob } from '../demo/demo-run.ts'
import { READER } from '../demo/committee-nats.ts'
import { type DemoPlatform, requirePorts, startDemoPlatform } from '../demo/platform.ts'
import type { Side } from '../demo/side.ts'
import { stateDir } from '../paths.ts'
import { step } from '../progress.ts'
import { sentenceOf } from '../sentence-of.ts'
import { askedToStop, exitCodeOf, type StopSignal } from '../stop-signals.ts'

// `npm start`: a hub and the committees of one compact, the sample data, the main job; then it stays up until Ctrl-C.
const names = compacts.map(({ id }) => id)
const usage = `npm start -- [--fresh] [--compact ${names.join('|')}] [--port 4100] [--data .data] [--exit]`
/** Shorter than a token lives, with the margin at which a new one is asked for. */
const RENEW_MS = 4 * 60_000
const stopping = askedToStop()
const stopped = new Promise<undefined>((done) => stopping.addEventListener('abort', () => done(undefined)))
let platform: DemoPlatform | undefined
let up = false

try {
  const options = readOptions()
  const dir = join(options.data, options.compact)
  await claim(options.data)
  await requirePorts(options.compact, options.port)
  if (options.fresh) await step('清除旧数据 forgetting earlier data', () => forget(dir))
  const log = (line: string) => console.error(line)
  const began = performance.now()
  platform = await startDemoPlatform({
    compact: options.compact,
    dir,
    basePort: options.port,
    step,
    log,
    signal: stopping,
  })
  const ready = (performance.now() - began) / 1000
  const running = platform
  const job = runMainJob({ compact: options.compact, dir, platform: running, step })
  const done = await unlessStopped(Promise.race([job, running.failed.then(fail)]))
  if (done) {
    console.log(accountOf(done.result, done.again))
    if (done.again) console.log('沿用已有数据；重新开始用 npm start -- --fresh  Continued with earlier data.')
    console.log(await addressesOf(running, done.sides))
    await writeProfiles(dir, running, done.sides)
    up = true
    console.log(`\n平台就绪用时 platform ready after ${ready.toFixed(1)} s. Ctrl-C 停止 stops everything.`)
    if (!options.exit) await Promise.race([unlessStopped(running.failed.then(fail)), renewTokens(dir, done.sides)])
  }
} catch (error) {
  if (!stopping.aborted) {
    // A part that went explains better than the request that missed it.
    const gone = await Promise.race([platform?.failed, pause(300)])
    console.error(`✗ ${gone ? sentenceOf(goneError(gone)) : sentenceOf(error)}`)
    process.exitCode = 1
  }
} finally {
  if (platform) await step('停止 stopping everything', platform.stop)
}
if (stopping.aborted && !up) {
  console.error('✗ 启动被中断，已全部停止。 The start was interrupted; everything is stopped.')
  process.exitCode = exitCodeOf(stopping.reason as StopSignal)
}
process.exit()

function readOptions(): { compact: CompactName; fresh: boolean; port: number; data: string; exit: boolean } {
  const values = parseOptions()
  if (!names.includes(values.compact)) {
    throw new Error(
      `样例数据中没有机制 ${values.compact}。 There is no compact ${values.compact} in the sample data. ${usage}`,
    )
  }
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 1024 || port > 65_000)
    throw new Error(`--port 应为 1024 至 65000。 --port takes 1024 to 65000. ${usage}`)
  return {
    compact: values.compact as CompactName,
    fresh: values.fresh,
    port,
    data: resolve(values.data),
    exit: values.exit,
  }
}

function parseOptions() {
  try {
    return parseArgs({
      options: {
        compact: { type: 'string', default: names[0]! },
        fresh: { type: 'boolean', default: false },
        port: { type: 'string', default: '4100' },
        data: { type: 'string', default: stateDir },
        exit: { type: 'boolean', default: false },
      },
    }).values
  } catch (cause) {
    const [why] = (cause as Error).message.split('. ')
    throw new Error(`选项有误。 ${why}. ${usage}`, { cause })
  }
}

/** The result, or undefined when somebody asked to stop first. */
async function unlessStopped<T>(work: Promise<T>): Promise<T | undefined> {
  return stopping.aborted ? undefined : Promise.race([work, stopped])
}

function goneError(why: string): Error {
  return new Error(
    `运行所需的一部分已退出，其余部分已停止。 A part that is needed is gone, and the rest was stopped: ${why}`,
  )
}

function fail(why: string): never {
  throw goneError(why)
}

/** What the `lianxie` command needs to speak for one committee: `npm run lianxie -- --profile FILE`. */
async function writeProfiles(dir: string, { committees }: DemoPlatform, sides: readonly Side[]): Promise<void> {
  for (const { committee, urls, natsUrl, natsPasswordFile } of committees) {
    const folder = join(dir, committee)
    const side = sides.find((one) => one.committee === committee)!
    const tokens: Record<string, string> = {}
    for (const [account, role] of Object.entries(DEMO_ACCOUNTS)) tokens[role] ??= join(folder, 'tokens', account)
    await writeTokens(folder, side)
    await writeProfile(join(folder, 'lianxie.profile.json'), {
      committee,
      services: urls,
      nats: { url: natsUrl, user: READER, passwordFile: natsPasswordFile },
      tokens,
      dataDir: folder,
      secretFiles: [join(folder, 'keys', 'joint', 'recovery.json'), join(folder, 'keys', 'joint', 'hub.seed')],
    })
  }
}

/** Each account's access token in a file, for the command line and for curl. */
async function writeTokens(folder: string, side: Side): Promise<void> {
  await mkdir(join(folder, 'tokens'), { recursive: true, mode: 0o700 })
  for (const account of Object.keys(DEMO_ACCOUNTS)) {
    const file = join(folder, 'tokens', account)
    await writeFile(`${file}.new`, await side.token(account), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }
}

/** Tokens live five minutes; those in the files are new ones every four, until everything stops. */
async function renewTokens(dir: string, sides: readonly Side[]): Promise<void> {
  while (!stopping.aborted) {
    await Promise.race([pause(RENEW_MS), stopped])
    if (stopping.aborted) return
    try {
      for (const side of sides) await writeTokens(join(dir, side.committee), side)
    } catch (error) {
      console.error(`令牌文件暂未更新，稍后再试。 Token files could not be renewed yet: ${sentenceOf(error)}`)
    }
  }
}
