import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { argumentsOf } from '../src/process-table.ts'

test('a server ends with its owner, even when the owner is killed', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'lianxie owner-'))
  const owner = spawn(process.execPath, ['--input-type=module-typescript', '-'], {
    cwd: join(import.meta.dirname, '../src'),
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  owner.stdin.end(`
    import { startNats } from ${JSON.stringify(join(import.meta.dirname, '../src/nats-server.ts'))}
    const nats = await startNats({ name: 'owned', dir: ${JSON.stringify(dir)}, log: () => {} })
    console.log(nats.pid)
    await nats.exited
  `)
  const [line] = (await once(owner.stdout, 'data')) as [Buffer]
  const pid = Number(line)
  expect(argumentsOf(pid)).toContain(dir)

  owner.kill('SIGKILL')

  await expect.poll(() => argumentsOf(pid), { timeout: 10_000 }).toBeUndefined()
  rmSync(dir, { recursive: true })
})
