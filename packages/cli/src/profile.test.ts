import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EXIT } from './exit-code.ts'
import { readProfile, writeProfile } from './profile.ts'
import { runCommandLine } from './program.ts'
import { openSession, type Surroundings } from './session.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'lianxie-profile-'))
})
afterEach(() => rmSync(dir, { recursive: true }))

const around = (env: Record<string, string> = {}): Surroundings & { lines: string[] } => {
  const lines: string[] = []
  return { env, cwd: dir, out: (line) => lines.push(line), err: (line) => lines.push(line), lines }
}

test('a profile keeps its files relative, so that the folder can move, and is closed to others', async () => {
  const path = join(dir, 'wujiang-cppcc', 'profile.json')
  await writeProfile(path, {
    committee: 'wujiang-cppcc',
    services: { joint: 'http://127.0.0.1:4103' },
    nats: { url: 'nats://127.0.0.1:4222', user: 'ops', passwordFile: join(dir, 'wujiang-cppcc/nats.password') },
    tokens: { OPS: join(dir, 'wujiang-cppcc/tokens/ops') },
    dataDir: join(dir, 'wujiang-cppcc'),
  })

  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    nats: { passwordFile: 'nats.password' },
    tokens: { OPS: 'tokens/ops' },
    dataDir: '.',
  })
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(await readProfile(path)).toMatchObject({
    tokens: { OPS: join(dir, 'wujiang-cppcc/tokens/ops') },
    dataDir: join(dir, 'wujiang-cppcc'),
  })
})

test('a flag wins over the environment, and the environment over the profile', async () => {
  writeFileSync(
    join(dir, 'lianxie.profile.json'),
    JSON.stringify({
      services: {
        directory: 'http://p:1',
        consultations: 'http://p:2',
        joint: 'http://p:3',
        proposals: 'http://p:4',
        supervision: 'http://p:5',
      },
    }),
  )
  const { profile } = await openSession(
    { jointUrl: 'http://flag:3', proposalsUrl: 'http://flag:4' },
    around({
      LIANXIE_JOINT_URL: 'http://env:3',
      LIANXIE_CONSULTATIONS_URL: 'http://env:2',
      LIANXIE_PROPOSALS_URL: 'http://env:4',
      LIANXIE_SUPERVISION_URL: 'http://env:5',
    }),
  )

  expect(profile.services).toEqual({
    directory: 'http://p:1',
    consultations: 'http://env:2',
    joint: 'http://flag:3',
    proposals: 'http://flag:4',
    supervision: 'http://env:5',
  })
})

test('a profile that is wrong is named with the field', async () => {
  writeFileSync(join(dir, 'wrong.json'), JSON.stringify({ services: { joint: 'nonsense' } }))
  const room = around()

  expect(await runCommandLine(['--profile', 'wrong.json', 'doctor'], room)).toBe(EXIT.usage)
  expect(room.lines).toEqual([`✗ 配置文件 ${join(dir, 'wrong.json')} 有误：services.joint`])
})

test('a role without a token is refused before anything is sent', async () => {
  writeFileSync(join(dir, 'lianxie.profile.json'), JSON.stringify({ tokens: { OPS: 'ops.token' } }))
  const room = around()

  expect(await runCommandLine(['--as', 'chair', '--lang', 'en', 'key-card'], room)).toBe(EXIT.usage)
  expect(room.lines).toEqual(['✗ the profile has no token for chair, only for OPS'])
})

test.each([
  [['nonsense']],
  [['dead', 'show', 'joint', 'c', 'a', 'x']],
  [['dead', 'discard', 'nowhere', 'c', 'a', '1', '--reason', 'r']],
  [['dead', 'discard', 'joint', 'c', 'a', '1']],
])('a command line that cannot be read ends with the code for usage: %j', async (argv) => {
  const room = around()
  expect(await runCommandLine(argv, room)).toBe(EXIT.usage)
  expect(room.lines.join('\n')).not.toBe('')
})

test('a service that is not there ends with the code for unreachable', async () => {
  const room = around()
  expect(await runCommandLine(['--joint-url', 'http://127.0.0.1:9', 'joint', 'compacts'], room)).toBe(EXIT.unreachable)
})
