import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const root = fileURLToPath(new URL('../', import.meta.url))
const dist = join(root, 'dist')
const mark = join(dist, 'built-from')
const workspace = join(root, '../..')

/** Builds the pages into `dist` unless they were built from these very sources; answers whether nothing had to be done. */
export async function buildPages({ elements = false } = {}): Promise<{ fresh: boolean; seconds: number }> {
  const from = await sourcesHash(elements)
  if (existsSync(mark) && (await readFile(mark, 'utf8')) === from) return { fresh: true, seconds: 0 }
  const began = performance.now()
  if (elements) process.env['PORTAL_ELEMENTS'] = '1'
  const { build } = await import('vite')
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn' })
  await compressAll(join(dist, 'assets'))
  // Last, so that a build that was interrupted is not taken for a finished one.
  await writeFile(mark, from)
  return { fresh: false, seconds: (performance.now() - began) / 1000 }
}

/** Everything that the build reads: the pages, how they are built, and which packages they stand on. */
async function sourcesHash(elements: boolean): Promise<string> {
  const hash = createHash('sha256').update(String(elements))
  const pages = await readdir(join(root, 'web'), { recursive: true, withFileTypes: true })
  const files = pages
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map(({ parentPath, name }) => join(parentPath, name))
  const rest = [join(root, 'vite.config.ts'), join(root, 'package.json'), join(workspace, 'pnpm-lock.yaml')]
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
