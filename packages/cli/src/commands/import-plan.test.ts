import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { EXIT } from '../exit-code.ts'
import { runCommandLine } from '../program.ts'

const planId = '0190a1b2-0000-7000-8000-000000000001'
const importId = '0190a1b2-0000-7000-8000-000000000002'
const secondImport = '0190a1b2-0000-7000-8000-000000000003'
const rows = [
  { row: 2, cells: { form: '专题协商', topic: '水体联保共治' }, errors: [] },
  {
    row: 3,
    cells: { form: '专题协商', topic: '某议题' },
    errors: [{ column: 'months', zh: '应为 1 至 12', en: 'expected 1 to 12' }],
  },
]
const summary = (id: string, failed: number) => ({
  importId: id,
  kind: 'plan-items',
  rows: 1 + failed,
  valid: 1,
  failed,
  ignoredColumns: ['备注'],
  createdAt: '2022-01-01T00:00:00.000Z',
  expiresAt: '2022-01-08T00:00:00.000Z',
})

let dir: string
let seen: { path: string; body: string }[]
let wrong: number
let server: ReturnType<typeof createServer>
const lines: string[] = []

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lianxie-cli-'))
  writeFileSync(join(dir, 'plan.csv'), '形式,议题\n')
  seen = []
  lines.length = 0
  wrong = 1
  // Answers as the consultations service does.
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url!, 'http://x')
      seen.push({ path: url.pathname, body })
      const uploads = seen.filter(({ path }) => path === '/consultations/imports/plan-items').length
      const items = url.searchParams.get('only') === 'errors' ? rows.slice(1) : rows
      const answers: Record<string, unknown> = {
        '/consultations/plans': { items: [{ planId, year: 2022 }], total: 1 },
        '/consultations/imports/plan-items': uploads > 1 ? summary(secondImport, 0) : summary(importId, wrong),
        [`/consultations/imports/${importId}`]: { ...summary(importId, wrong), items, total: items.length },
        '/consultations/commands/confirm-plan-import': { events: [] },
      }
      response.writeHead(answers[url.pathname] ? 200 : 404).end(JSON.stringify(answers[url.pathname] ?? {}))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
  rmSync(dir, { recursive: true })
})

const run = (...args: string[]) =>
  runCommandLine(
    ['--consultations-url', `http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'plan', 'import', ...args],
    { env: {}, cwd: dir, out: (line) => lines.push(line), err: (line) => lines.push(line) },
  )
const confirmed = () => seen.find(({ path }) => path.endsWith('confirm-plan-import'))?.body

test('a preview names the row and the column of each fault in Chinese and imports nothing', async () => {
  expect(await run('plan.csv', '--year', '2022')).toBe(EXIT.failed)

  expect(lines).toContain('共 2 行，可导入 1 行，有误 1 行')
  expect(lines).toContain('  第 3 行，months 列：应为 1 至 12')
  expect(confirmed()).toBeUndefined()
})

test('one wrong row holds a confirmed import back', async () => {
  expect(await run('plan.csv', '--year', '2022', '--confirm')).toBe(EXIT.failed)
  expect(confirmed()).toBeUndefined()
})

test('with --skip-failed the right rows are uploaded as a table of their own and confirmed', async () => {
  expect(await run('plan.csv', '--year', '2022', '--confirm', '--skip-failed')).toBe(EXIT.ok)

  const uploads = seen.filter(({ path }) => path === '/consultations/imports/plan-items')
  expect(JSON.parse(uploads[1]!.body)).toEqual([{ form: '专题协商', topic: '水体联保共治' }])
  expect(JSON.parse(confirmed()!)).toEqual({ planId, importId: secondImport })
})

test('a table without a fault is imported when it is confirmed, and told as JSON to machines', async () => {
  wrong = 0
  expect(await run('plan.csv', '--plan', planId, '--confirm', '--json')).toBe(EXIT.ok)

  expect(JSON.parse(confirmed()!)).toEqual({ planId, importId })
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0]!)).toMatchObject({ planId, confirmed: true, wrong: [] })
})

test.each([
  [['plan.doc', '--year', '2022'], '✗ 只能导入 .xlsx、.csv、.json 文件'],
  [['nothing.csv', '--year', '2022'], /^✗ 无法读取文件 .*nothing\.csv$/],
  [['plan.csv'], '✗ 请用 --year 或 --plan 指明计划'],
])('a wrong command line is told in one sentence: %j', async (args, words) => {
  expect(await run(...args)).toBe(EXIT.usage)
  expect(lines).toEqual([typeof words === 'string' ? words : expect.stringMatching(words)])
})
