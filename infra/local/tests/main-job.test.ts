import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DemoResult } from '../src/demo/demo-run.ts'
import { freePort } from '../src/ports.ts'

const run = promisify(execFile)
const start = join(import.meta.dirname, '../src/tasks/start.ts')
const lianxie = join(import.meta.dirname, '../../../packages/cli/src/main.ts')
const COMPACT = 'qingwujia-cppcc-1plus3'
const COMMITTEES = ['qingpu-cppcc', 'wujiang-cppcc', 'jiashan-cppcc']

let data: string
let port: number
let first: { stdout: string; stderr: string }
let result: DemoResult

// One start serves all tests of this file: it is the whole main job, as `npm start` runs it.
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'lianxie-main-job-'))
  port = await freeRange()
  first = await startOnce()
  result = JSON.parse(await readFile(join(data, COMPACT, 'main-job.json'), 'utf8'))
}, 240_000)
afterAll(() => rm(data, { recursive: true, force: true }))

test('the record is effective on the servers of all three committees', () => {
  expect(result.effectiveAfter.map(({ committee }) => committee).sort()).toEqual([...COMMITTEES].sort())
  expect(result.versions.first).not.toBe(result.versions.second)
})

test('every committee signs through its own chair, and the account says when', () => {
  const signed = result.deeds.filter(({ what }) => what.startsWith('会签纪要第二版'))

  expect(signed.map(({ committee, role }) => `${committee} ${role}`).sort()).toEqual(
    COMMITTEES.map((committee) => `${committee} chair`).sort(),
  )
  expect(first.stdout).toContain(result.versions.second.slice(0, 12))
})

test('the confirmed topic stands at an item of each side’s own plan', () => {
  expect(result.linked.map(({ committee }) => committee).sort()).toEqual([...COMMITTEES].sort())
})

test('events flow and none is stuck', () => {
  expect(result.events).toHaveLength(9)
  for (const { published, waiting, dead } of result.events) {
    expect([waiting, dead]).toEqual([0, 0])
    expect(published).toBeGreaterThan(10)
  }
})

test('the evidence verifies from the command line, and one changed byte does not', async () => {
  const bytes = await readFile(result.evidenceFile)
  const changed = join(data, 'changed.json')
  // A byte inside the signed text of the last entry.
  const at = bytes.lastIndexOf('"raw":"') + 60
  bytes[at] = bytes[at] === 65 ? 66 : 65
  await writeFile(changed, bytes)

  const good = await run(process.execPath, [lianxie, 'verify', result.evidenceFile])
  const bad = await run(process.execPath, [lianxie, 'verify', changed]).catch(
    (error: { code: number; stdout: string }) => error,
  )

  expect(good.stdout).toContain('✓')
  expect(bad).toMatchObject({ code: 1 })
  expect(bad.stdout).toContain('✗')
})

test('each committee has keys of its own that only their owner reads', async () => {
  const cards = await Promise.all(
    COMMITTEES.map((committee) => readFile(join(data, COMPACT, committee, 'keys/joint/card.json'), 'utf8')),
  )

  expect(new Set(cards)).toHaveLength(3)
  for (const committee of COMMITTEES) {
    const folder = join(data, COMPACT, committee, 'keys/joint/signing')
    const [name] = await readdir(folder)
    expect((await stat(join(folder, name!))).mode & 0o077).toBe(0)
  }
})

test('each committee has a NATS server and a database of its own', async () => {
  const names = await Promise.all(
    ['hub', ...COMMITTEES.map((committee) => `${committee}/nats`)].map(async (place) => {
      const config = JSON.parse(await readFile(join(data, COMPACT, place, 'nats.conf'), 'utf8'))
      return `${config.server_name} ${config.listen}`
    }),
  )

  expect(new Set(names)).toHaveLength(4)
  expect(existsSync(join(data, COMPACT, 'wujiang-cppcc/database-passwords.json'))).toBe(true)
})

test('a second start goes on with the first one’s data', async () => {
  const again = await startOnce()
  const kept: DemoResult = JSON.parse(await readFile(join(data, COMPACT, 'main-job.json'), 'utf8'))

  expect(again.stdout).toContain('沿用已有数据')
  expect(kept.compactId).toBe(result.compactId)
}, 120_000)

test('an unknown compact is one clear sentence and a non-zero exit', async () => {
  const failed = await run(process.execPath, [start, '--compact', 'nowhere', '--data', data]).catch(
    (error: { code: number; stderr: string }) => error,
  )

  expect(failed).toMatchObject({ code: 1 })
  expect(failed.stderr).toContain('no compact nowhere')
})

function startOnce(): Promise<{ stdout: string; stderr: string }> {
  return run(process.execPath, [start, '--data', data, '--port', String(port), '--exit'], { maxBuffer: 10_000_000 })
}

/** The first of fifty ports that were free a moment ago. */
async function freeRange(): Promise<number> {
  // Below the range from which the system gives ports to others.
  return 20_000 + ((await freePort()) % 200) * 50
}
