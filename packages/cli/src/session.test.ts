import { spawn } from 'node:child_process'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { once } from 'node:events'
import { expect, test } from 'vitest'

const program = join(import.meta.dirname, 'main.ts')

test('a token that is piped in is shown to every service that a command asks', { timeout: 60_000 }, async () => {
  const shown: unknown[] = []
  const server = createServer((request, response) => {
    shown.push(request.headers.authorization)
    response.setHeader('content-type', 'application/json').end('{"items":[],"total":0}')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const services = ['directory', 'consultations', 'proposals', 'supervision', 'joint'].flatMap((name) => [
    `--${name}-url`,
    url,
  ])
  const command = spawn(process.execPath, [program, ...services, '--token-file', '/dev/stdin', 'dead', 'list'], {
    cwd: import.meta.dirname,
    env: {},
  })
  command.stdin.end('the-token\n')
  const [code] = await once(command, 'exit')
  server.close()

  expect(code).toBe(0)
  expect(shown).toEqual(Array.from({ length: 5 }, () => 'Bearer the-token'))
})
