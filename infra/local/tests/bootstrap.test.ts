import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { repoRoot } from '../src/paths.ts'
import { argumentsOf } from '../src/process-table.ts'

// The real script in a repository of its own, with tasks that tell what reaches them.
let root: string
let bootstrap: string
const lockfiles = { 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n", 'pnpm-workspace.yaml': 'packages: []\n' }

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lianxie bootstrap-'))
  bootstrap = join(root, 'infra/bootstrap.mjs')
  const tasks = join(root, 'infra/local/src/tasks')
  mkdirSync(tasks, { recursive: true })
  copyFileSync(join(repoRoot, 'infra/bootstrap.mjs'), bootstrap)
  for (const [file, content] of Object.entries(lockfiles)) writeFileSync(join(root, file), content)
  writeFileSync(join(tasks, 'answer.ts'), `console.log(process.argv.slice(2).join('|')); process.exit(7)`)
  writeFileSync(
    join(tasks, 'wait.ts'),
    `let signals = 0
    process.on('SIGINT', () => { signals += 1; setTimeout(() => { console.log('signals', signals); process.exit(0) }, 300) })
    process.on('disconnect', () => process.exit(0))
    setInterval(() => {}, 1000)
    console.log('waiting', process.pid)`,
  )
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** As a set-up that went well leaves them; a real one is what runs these tests. */
function markReady(): void {
  const packages = { 'node_modules/pnpm': { version: '12.21.0' } }
  mkdirSync(join(root, '.tools/node_modules'), { recursive: true })
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  writeFileSync(join(root, '.tools/node_modules/.package-lock.json'), JSON.stringify({ packages }))
  const hash = createHash('sha256').update(Object.values(lockfiles).join('')).digest('hex')
  writeFileSync(join(root, 'node_modules/.lianxie-installed'), hash)
}

function markUnready(): void {
  rmSync(join(root, '.tools'), { recursive: true, force: true })
}

function run(args: string[], env: Record<string, string> = {}, options: string[] = []) {
  return spawnSync(process.execPath, [...options, bootstrap, ...args], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  })
}

function start(task: string): ChildProcess & { stdout: NonNullable<ChildProcess['stdout']> } {
  return spawn(process.execPath, [bootstrap, task], { stdio: ['ignore', 'pipe', 'inherit'] })
}

function fakeNpm(script: string): void {
  mkdirSync(join(root, 'path'), { recursive: true })
  writeFileSync(join(root, 'path/npm'), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
}

const pretend = (what: string) => ['--import', `data:text/javascript,${encodeURIComponent(what)}`]

test('arguments reach the task and its exit code comes back', () => {
  markReady()
  const { stdout, status } = run(['answer', '--name', 'two words'])
  expect(stdout).toBe('--name|two words\n')
  expect(status).toBe(7)
})

test('several deliveries of one Ctrl-C reach the task once', async () => {
  markReady()
  const child = start('wait')
  await once(child.stdout, 'data')
  const rest = text(child.stdout)

  for (let i = 0; i < 3; i++) child.kill('SIGINT')

  expect((await once(child, 'exit'))[0]).toBe(0)
  expect(await rest).toBe('signals 1\n')
})

test('the task learns that the bootstrap was killed', async () => {
  markReady()
  const child = start('wait')
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const task = Number(line.toString().replace('waiting ', ''))
  expect(argumentsOf(task)).toContain('wait.ts')

  child.kill('SIGKILL')

  // The task holds the other end of this pipe, which closes with it.
  await once(child.stdout.resume(), 'end')
  await expect.poll(() => argumentsOf(task)).toBeUndefined()
})

test('an unknown task is answered with the tasks there are', () => {
  const { stderr, status } = run(['strat'])
  expect(stderr).toContain('There is no task "strat"; there are: answer, wait.')
  expect(stderr).toContain('没有任务“strat”')
  expect(status).toBe(1)
})

test('an old Node is refused in one sentence', () => {
  const old = pretend(`Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.4' } })`)
  const { stderr, status } = run(['answer'], {}, old)
  expect(stderr).toContain('Lianxie needs Node 20 or newer to start; this is Node 18.20.4.')
  expect(stderr).toContain('联协需要 Node 20 或更高版本才能启动')
  expect(status).toBe(1)
})

test('a platform without Node or PostgreSQL packages is refused in one sentence', () => {
  const { stderr, status } = run(
    ['answer'],
    {},
    pretend(`Object.defineProperty(process, 'platform', { value: 'win32' })`),
  )
  expect(stderr).toContain('this is win32-')
  expect(stderr).toContain('Windows 请使用 WSL 2')
  expect(status).toBe(1)
})

test('a missing npm is named', () => {
  markUnready()
  const { stderr, status } = run(['answer'], { PATH: root })
  expect(stderr).toContain('npm was not found on the PATH')
  expect(stderr).toContain('找不到 npm')
  expect(status).toBe(1)
})

test('an unreachable registry is named', () => {
  markUnready()
  const { stderr, status } = run(['answer'], {
    npm_config_registry: 'http://127.0.0.1:9',
    npm_config_fetch_retries: '0',
  })
  expect(stderr).toContain('The npm registry cannot be reached')
  expect(stderr).toContain('无法连接 npm 软件源')
  expect(status).toBe(1)
})

test.each([
  ['npm error code ENOSPC', 'The disk that holds'],
  ['npm error code EROFS', 'This account may not write into'],
  ['something else', 'failed; see above'],
])('what npm says is turned into a sentence: %s', (said, sentence) => {
  markUnready()
  fakeNpm(`echo '${said}' >&2; exit 1`)
  const { stderr, status } = run(['answer'], { PATH: `${join(root, 'path')}:${process.env['PATH']}` })
  expect(stderr).toContain(sentence)
  expect(status).toBe(1)
})

test.each([
  ['sha512-of-something-else', 'The registry delivered another pnpm than the one pinned'],
  // The pinned hash, but nothing that could run.
  [/pnpm: '(sha512-[^']+)'/.exec(readFileSync(join(repoRoot, 'infra/bootstrap.mjs'), 'utf8'))?.[1], 'but do not run'],
])('what the registry delivers must be what is pinned, and run: %s', (integrity, sentence) => {
  markUnready()
  const lockfile = JSON.stringify({ packages: { 'node_modules/pnpm': { version: '12.21.0', integrity } } })
  fakeNpm(`mkdir -p "$3/node_modules" && echo '${lockfile}' > "$3/node_modules/.package-lock.json"`)

  const { stderr, status } = run(['answer'], { PATH: `${join(root, 'path')}:${process.env['PATH']}` })

  expect(stderr).toContain(sentence)
  expect(status).toBe(1)
  expect(existsSync(join(root, '.tools/node_modules'))).toBe(false)
})

test('the lock of a killed set-up is taken over, that of a running one is waited for', async () => {
  markUnready()
  mkdirSync(join(root, '.tools'))
  const lock = join(root, '.tools/setup.lock')
  const gone = spawnSync('true')
  writeFileSync(lock, String(gone.pid))
  expect(run(['answer'], { PATH: root }).stderr).toContain('npm was not found')
  expect(existsSync(lock)).toBe(false)

  const holder = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', bootstrap])
  await once(holder, 'spawn')
  writeFileSync(lock, String(holder.pid))
  const waiting = spawn(process.execPath, [bootstrap, 'answer'], { stdio: ['ignore', 'pipe', 'pipe'] })
  const [told] = (await once(waiting.stderr, 'data')) as [Buffer]
  expect(told.toString()).toContain(`Waiting for the set-up that process ${holder.pid} is doing here`)
  markReady()
  holder.kill()
  expect((await once(waiting, 'exit'))[0]).toBe(7)
})
