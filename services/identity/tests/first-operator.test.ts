import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { TestService } from '@lianxie/service-kit/testing'
import { expect, test } from 'vitest'
import { TEST_SETTINGS } from './settings.ts'
import { browserOf, expectOk, start } from './world.ts'

const run = promisify(execFile)
const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url))

const atTheServer = (own: TestService, ...args: string[]) =>
  run(process.execPath, [MAIN, 'first-operator', ...args], {
    env: {
      PATH: process.env['PATH'],
      ...own.environment,
      PORT: '1',
      PUBLIC_URL: TEST_SETTINGS.publicUrl,
      AUTH_SECRET: TEST_SETTINGS.secret,
    },
  })

test('is made at the server, once, and two people begin where two names are given', { timeout: 120_000 }, async () => {
  await using own = await start()

  const { stdout } = await atTheServer(own, 'first.operator', 'second.operator')

  const lines = stdout.trim().split('\n')
  expect(lines).toEqual([
    expect.stringMatching(/^first\.operator [a-z2-9]{4}(-[a-z2-9]{4}){3}$/),
    expect.stringMatching(/^second\.operator /),
  ])
  await expect(atTheServer(own, 'third.operator')).rejects.toThrow('operator.exists')
  const browser = browserOf(own)
  const [userName, password] = lines[0]!.split(' ')
  await expectOk(browser.post('/identity/sign-in', { userName, password }))
  const { roles } = await browser.session()
  expect(roles).toMatchObject([{ role: 'OPS', needsSecondFactor: true }])
})

test('who was made alone gets a second one at the server, and no third', { timeout: 120_000 }, async () => {
  await using own = await start()

  await atTheServer(own, 'first.operator')
  const { stdout } = await atTheServer(own, 'second.operator')

  expect(stdout).toMatch(/^second\.operator /)
  await expect(atTheServer(own, 'third.operator')).rejects.toThrow('operator.exists')
})
