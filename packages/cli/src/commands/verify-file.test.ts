import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { countersign, draftVersion, evidenceOf, fingerprintOf, generateKey } from '@lianxie/joint-protocol'
import { createWorld, recordContent, settle } from '@lianxie/joint-protocol/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { EXIT } from '../exit-code.ts'
import { runCommandLine } from '../program.ts'

let dir: string
let evidence: Uint8Array
let cards: Record<string, { committee: string; name: string; keys: never }>

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lianxie-verify-'))
  const world = await createWorld()
  const { member } = world.side('wujiang')
  const content = recordContent('水体联保共治纪要')
  const { id } = await member.act(draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content }))
  for (const side of ['qingpu', 'jiashan', 'wujiang']) {
    await settle(world)
    await world.side(side).member.act(countersign(id))
  }
  await settle(world)
  evidence = evidenceOf(member.view, world.founding, id)
  cards = Object.fromEntries(world.text.members.map((card) => [card.committee, card as never]))
  writeFileSync(join(dir, 'record.evidence.json'), evidence)
  writeFileSync(join(dir, 'jiashan.card.json'), JSON.stringify(cards['jiashan']))
})
afterAll(() => rmSync(dir, { recursive: true }))

async function run(...args: string[]) {
  const lines: string[] = []
  const around = { env: {}, cwd: dir, out: (line: string) => lines.push(line), err: (line: string) => lines.push(line) }
  return { code: await runCommandLine(args, around), lines }
}

test('a sound file is shown step by step in Chinese and English and ends with 0', async () => {
  const { code, lines } = await run('verify', 'record.evidence.json')

  expect(code).toBe(EXIT.ok)
  expect(lines).toContain('✓ 文件格式正确')
  expect(lines).toContain('  The file is an evidence file.')
  expect(lines.filter((line) => line.startsWith('✗'))).toEqual([])
  expect(lines).toContain('✓ 核验通过 verified：水体联保共治纪要')
})

test('the file of a result of a joint proposal says in words what it is', async () => {
  const golden = new URL('../../../joint-protocol/golden/proposal-result.evidence.json', import.meta.url).pathname

  const { code, lines } = await run('verify', golden)

  expect(code).toBe(EXIT.ok)
  expect(lines).toContain(
    '✓ wujiang 于 2022-06-21 答复联合提案 0d9c1a3e-7c55-4a01-9b1f-5f3d2c1b0a99（第 2 次），办理结果：A 类',
  )
  expect(lines).toContain('✓ 核验通过 verified：联合提案办理结果')
})

test('a file whose signature was changed names the broken step and ends with 1', async () => {
  const read = JSON.parse(Buffer.from(evidence).toString()) as { entries: { signature: string }[] }
  const one = read.entries[2]!
  one.signature = (one.signature.startsWith('A') ? 'B' : 'A') + one.signature.slice(1)
  writeFileSync(join(dir, 'forged.json'), JSON.stringify(read))

  const { code, lines } = await run('verify', 'forged.json')

  expect(code).toBe(EXIT.failed)
  expect(lines.at(-1)).toMatch(/^✗ 核验未通过 not verified：signatures，责任方 party：/)
})

test.each([
  [
    'names its author where that can still be read',
    (raw: string) => `${raw}}`,
    /it names (wujiang|qingpu|jiashan) as its author/,
  ],
  ['says that nobody can be named where it cannot', () => 'nothing of an entry', /who wrote it cannot be told/],
])('a broken entry is found by its place in the file, which %s', async (_, change, expected) => {
  const read = JSON.parse(Buffer.from(evidence).toString()) as { entries: { raw: string }[] }
  const one = read.entries[2]!
  const changed = change(Buffer.from(one.raw, 'base64').toString())
  one.raw = Buffer.from(changed).toString('base64')
  writeFileSync(join(dir, 'broken.json'), JSON.stringify(read))

  const { code, lines } = await run('verify', 'broken.json')

  expect(code).toBe(EXIT.failed)
  expect(lines.join('\n')).toMatch(expected)
  expect(lines.join('\n')).toContain(`Entry 3 of ${read.entries.length} in the file`)
  expect(lines.join('\n')).toContain(`文件中第 3 个条目（共 ${read.entries.length} 个）`)
})

test('a file that is none ends with 1 and says so', async () => {
  writeFileSync(join(dir, 'nonsense'), '你好')
  const { code, lines } = await run('--json', 'verify', 'nonsense')

  expect(code).toBe(EXIT.failed)
  expect(JSON.parse(lines[0]!)).toMatchObject({ ok: false, steps: [{ name: 'format', ok: false }] })
})

test('the key that one has pinned must be the one in the founding', async () => {
  const strange = fingerprintOf(generateKey().publicKey)
  const good = await run('--json', 'verify', 'record.evidence.json', '--card', 'jiashan.card.json')
  const wrong = await run('--json', 'verify', 'record.evidence.json', '--card', `qingpu=${strange}`)
  const absent = await run('--json', 'verify', 'record.evidence.json', '--card', `wuxing=${strange}`)

  expect(good.code).toBe(EXIT.ok)
  expect(JSON.parse(good.lines[0]!).steps[2]).toMatchObject({ name: 'pinned', ok: true })
  expect(wrong.code).toBe(EXIT.failed)
  expect(JSON.parse(wrong.lines[0]!).steps[2]).toMatchObject({ name: 'pinned', ok: false, party: 'qingpu' })
  expect(absent.code).toBe(EXIT.failed)
  expect(JSON.parse(absent.lines[0]!).steps[2].zh).toBe('成立文件中没有 wuxing')
})

test('a card that is none is refused', async () => {
  const { code, lines } = await run('verify', 'record.evidence.json', '--card', 'record.evidence.json')

  expect(code).toBe(EXIT.usage)
  expect(lines).toEqual([`✗ ${join(dir, 'record.evidence.json')} 不是密钥名片`])
})

test('the program itself verifies without any service or setting', async () => {
  const main = new URL('../main.ts', import.meta.url).pathname
  const { stdout } = await promisify(execFile)(process.execPath, [main, 'verify', 'record.evidence.json'], {
    cwd: dir,
    env: { PATH: '' },
  })
  expect(stdout).toContain('核验通过')
})
