import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { bundleService } from './bundle-service.ts'

let root: string

/**
 * A service that reads a file beside a source, asks for a library that stays where it is in both ways, and loads a part of
 * itself later.
 */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'lianxie bundle-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  await mkdir(join(root, 'library'))
  await mkdir(join(root, 'service/src'), { recursive: true })
  await writeFile(join(root, 'library/words.txt'), '协商')
  await writeFile(
    join(root, 'library/words.ts'),
    `import { readFileSync } from 'node:fs'
     export const words = (): string => readFileSync(new URL('words.txt', import.meta.url), 'utf8')`,
  )
  await mkdir(join(root, 'node_modules/left'), { recursive: true })
  await writeFile(join(root, 'node_modules/left/package.json'), '{ "name": "left", "main": "index.js" }')
  await writeFile(join(root, 'node_modules/left/index.js'), `module.exports = { place: __dirname, made: {} }`)
  await mkdir(join(root, 'node_modules/semver'))
  await writeFile(join(root, 'node_modules/semver/package.json'), '{ "name": "semver", "main": "index.js" }')
  await writeFile(join(root, 'node_modules/semver/index.js'), `exports.left = require('left')`)
  await writeFile(join(root, 'service/src/later.ts'), `export const later = ' later'`)
  await writeFile(
    join(root, 'service/src/main.ts'),
    `import { words } from '../../library/words.ts'
     import left from 'left'
     import semver from 'semver'
     process.stdout.write(words() + (await import('./later.ts')).later + ' ' + left.place + ' ' + (semver.left === left))`,
  )
})

test('the program does the same from another folder, and finds files and libraries where they were', async () => {
  const program = await bundleService(join(root, 'service'), join(root, 'elsewhere/deep'))

  const { stdout } = await promisify(execFile)(process.execPath, [program], { cwd: '/' })
  expect(stdout).toBe(`协商 later ${join(root, 'node_modules/left')} true`)
})

test('a module that names its folder in another way is refused', async () => {
  await writeFile(join(root, 'library/words.ts'), 'export const words = (): string => import.meta.dirname')

  await expect(bundleService(join(root, 'service'), join(root, 'elsewhere'))).rejects.toThrow(
    /expected no other way .* in .*words\.ts/,
  )
})
