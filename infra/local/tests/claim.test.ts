import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lianxie claim-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A process that claims the directory, says so, and stays until its stdin ends. */
function claimant(dir: string, id: number) {
  const program = `
    import { claim } from ${JSON.stringify(join(import.meta.dirname, '../src/claim.ts'))}
    await claim(${JSON.stringify(dir)}).catch((error) => { console.error(error.message); process.exit(1) })
    console.log('mine')
    process.stdin.on('end', () => process.exit(0)).resume()`
  return spawn(process.execPath, ['--input-type=module-typescript', '-e', program, String(id)])
}

test('of several that start at once on a claim left by a killed process, one gets the directory', async () => {
  const dir = join(root, 'contested')
  const killed = claimant(dir, 0)
  await once(killed.stdout, 'data')
  killed.kill('SIGKILL')
  await once(killed, 'exit')
  expect(existsSync(join(dir, 'owner'))).toBe(true)

  const claimants = [1, 2, 3, 4].map((id) => claimant(dir, id))
  const winner = await Promise.race(claimants.map(async (one) => (await once(one.stdout, 'data')) && one))
  const losers = claimants.filter((one) => one !== winner)
  const refusals = await Promise.all(losers.map((one) => text(one.stderr)))

  const sentence = `另一次启动（进程 ${winner.pid}）正在使用 ${dir}，请先停止它。 Another start of this project (process ${winner.pid}) works in ${dir}; stop it first.\n`
  expect(refusals).toEqual([sentence, sentence, sentence])
  expect(JSON.parse(readFileSync(join(dir, 'owner'), 'utf8'))).toMatchObject({ pid: winner.pid })
  winner.stdin.end()
  await once(winner, 'exit')
})

test('a directory is free again when its owner ends', async () => {
  const dir = join(root, 'ended')
  const first = claimant(dir, 1)
  await once(first.stdout, 'data')

  const second = claimant(dir, 2)
  first.stdin.end()

  await once(second.stdout, 'data')
  second.stdin.end()
  await once(second, 'exit')
  expect(existsSync(join(dir, 'owner'))).toBe(false)
})
