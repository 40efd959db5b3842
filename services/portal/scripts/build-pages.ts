import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { writePreloads } from './write-preloads.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const dist = join(root, 'dist')
const mark = join(dist, 'built-from')
const lock = join(root, 'dist.lock')
const LONGEST_BUILD_MS = 180_000
const workspace = join(root, '../..')

/** Builds the pages into `dist` unless they were built from these very sources; answers whether nothing had to be done. */
export async function buildPages({ elements = false } = {}): Promise<{ fresh: boolean; seconds: number }> {
  const from = await sourcesHash(elements)
  if (await isBuiltFrom(from)) return { fresh: true, seconds: 0 }
  const release = await takeLock()
  try {
    // Another process may have built them while this one waited.
    if (await isBuiltFrom(from)) return { fresh: true, seconds: 0 }
    const began = performance.now()
    await runVite(elements)
    await compressAll(join(dist, 'assets'))
    await writePreloads(root)
    // Last, so that a build that was interrupted is not taken for a finished one.
    await writeFile(mark, from)
    return { fresh: false, seconds: (performance.now() - began) / 1000 }
  } finally {
    await release()
  }
}

/** In a process of its own: what is delivered must not depend on the environment of whoever builds, such as a test's. */
async function runVite(elements: boolean): Promise<void> {
  const program = fileURLToPath(new URL('../node_modules/vite/bin/vite.js', import.meta.url))
  const env = { ...process.env, NODE_ENV: 'production', PORTAL_ELEMENTS: elements ? '1' : '0' }
  const vite = spawn(process.execPath, [program, 'build', '--config', 'vite.config.ts', '--logLevel', 'error'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[code], out, err] = await Promise.all([once(vite, 'exit'), text(vite.stdout), text(vite.stderr)])
  if (code !== 0) throw new Error(`the pages could not be built: ${out}${err}`)
}

const isBuiltFrom = async (from: string) => existsSync(mark) && (await readFile(mark, 'utf8')) === from

/** One build at a time; a lock that was left behind is taken away once no build can last so long. */
async function takeLock(): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await mkdir(lock)
      return () => rm(lock, { recursive: true, force: true })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const since = await stat(lock).then(
      ({ mtimeMs }) => mtimeMs,
      () => Date.now(),
    )
    if (Date.now() - since > LONGEST_BUILD_MS) await rm(lock, { recursive: true, force: true })
    else await pause(200)
  }
}

/** Everything that the build reads: the pages, the verifier that they carry, how they are built, and what they stand on. */
async function sourcesHash(elements: boolean): Promise<string> {
  const hash = createHash('sha256').update(String(elements))
  const folders = [join(root, 'web'), join(workspace, 'packages/joint-protocol/src')]
  const sources = await Promise.all(folders.map((dir) => readdir(dir, { recursive: true, withFileTypes: true })))
  const files = sources
    .flat()
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map(({ parentPath, name }) => join(parentPath, name))
  const rest = [
    join(root, 'scripts/write-preloads.ts'),
    join(root, 'vite.config.ts'),
    join(root, 'package.json'),
    join(workspace, 'pnpm-lock.yaml'),
  ]
  for (const file of [...files, ...rest].toSorted()) {
    hash.update(`\n${relative(root, file)}\n`).update(await readFile(file))
  }
  return hash.digest('hex')
}

/** Compressed once and well here, so that no request pays for it. */
async function compressAll(dir: string): Promise<void> {
  const names = (await readdir(dir)).filter((name) => /\.(?:js|css|svg)$/.test(name))
  await Promise.all(
    names.map(async (name) => {
      const file = join(dir, name)
      const bytes = await readFile(file)
      const params = { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
      await writeFile(`${file}.br`, await promisify(brotliCompress)(bytes, { params }))
      await writeFile(`${file}.gz`, await promisify(gzip)(bytes, { level: 9 }))
    }),
  )
}
