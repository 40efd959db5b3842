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

const importId = '0190a1b2-0000-7000-8000-000000000002'
const wrongLine = {
  line: 7,
  status: 'WRONG',
  errors: [{ code: 'history.not_assigned', field: 'fact', zh: '该提案没有交办记录。', en: 'Nothing says so.' }],
}

let dir: string
let server: ReturnType<typeof createServer>
let seen: { url: string; type: string | undefined; body: string }[]
let wrong: number
let looks: number
const lines: string[] = []

const summary = (more: object = {}) => ({
  importId,
  state: 'PREVIEW',
  lines: 10,
  byStatus: { READY: 9 - wrong, KNOWN: 1, WRONG: wrong, OTHER: 0, DONE: 0 },
  creates: 2,
  completes: 1,
  ...more,
})
const progress = (imported: number, left: number) => ({ imported, known: 0, wrong: 0, left })

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'lianxie-cli-'))
  writeFileSync(join(dir, 'past.ndjson'), '{}\n')
  seen = []
  lines.length = 0
  wrong = 0
  looks = 0
  // Answers as the services do; an import takes three looks.
  server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url!, 'http://x')
      seen.push({ url: request.url!, type: request.headers['content-type'], body })
      const page = (items: object[]) => ({ items, total: items.length })
      const look = () => {
        looks += 1
        return looks < 3
          ? summary({ state: 'RUNNING', progress: progress(looks * 4, 8 - looks * 4), ...page([]) })
          : summary({ state: 'FINISHED', progress: progress(9 - wrong, 0), ...page([]) })
      }
      const answers: Record<string, () => unknown> = {
        '/history-imports': () => summary(),
        [`/history-imports/${importId}`]: () => (url.searchParams.has('only') ? summary(page([wrongLine])) : look()),
        '/commands/start-history-import': () => ({ events: [] }),
      }
      const found = answers[url.pathname.replace(/^\/(proposals|supervision)\//, '/')]
      response.writeHead(found ? 200 : 404).end(JSON.stringify(found?.() ?? {}))
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

const runIn = (context: string, ...args: string[]) =>
  runCommandLine(
    [
      `--${context}-url`,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      context,
      'import-history',
      ...args,
    ],
    { env: {}, cwd: dir, out: (line) => lines.push(line), err: (line) => lines.push(line) },
  )
const run = (...args: string[]) => runIn('proposals', ...args)
const started = () => seen.find(({ url }) => url.endsWith('start-history-import'))?.body

test('a preview tells what would come of the file and each wrong line, and imports nothing', async () => {
  wrong = 1

  expect(await run('past.ndjson', '--term', '16', '--session', '1', '--region', 'wujiang-cppcc')).toBe(EXIT.failed)

  expect(seen[0]).toEqual({
    url: '/proposals/history-imports?region=wujiang-cppcc&termNumber=16&sessionNumber=1',
    type: 'application/x-ndjson',
    body: '{}\n',
  })
  expect(lines).toContain('共 10 行：可导入 8，此前已导入 1，有误 1，无关 0；新建 2 件，补充 1 件')
  expect(lines).toContain('  第 7 行 fact：该提案没有交办记录。')
  expect(started()).toBeUndefined()
})

test('a wrong line holds a confirmed import back, and is left out when asked to', async () => {
  wrong = 1

  expect(await run('past.ndjson', '--confirm')).toBe(EXIT.failed)
  expect(started()).toBeUndefined()
  expect(await run('past.ndjson', '--confirm', '--skip-wrong')).toBe(EXIT.ok)
  expect(JSON.parse(started()!)).toEqual({ importId, skipWrong: true })
})

test('an import is followed to its end', async () => {
  expect(await run('past.ndjson', '--confirm')).toBe(EXIT.ok)

  expect(lines.slice(-4)).toEqual([
    '已导入 4，跳过 0，有误 0，剩余 4',
    '已导入 8，跳过 0，有误 0，剩余 0',
    '已导入 9，跳过 0，有误 0，剩余 0',
    '导入完成。',
  ])
})

test('past years of supervision go to the service of supervision', async () => {
  expect(await runIn('supervision', 'past.ndjson', '--confirm', '--region', 'wujiang-cppcc')).toBe(EXIT.ok)

  expect(seen[0]!.url).toBe('/supervision/history-imports?region=wujiang-cppcc')
  expect(seen.every(({ url }) => url.startsWith('/supervision/'))).toBe(true)
  expect(JSON.parse(started()!)).toEqual({ importId, skipWrong: false })
})

test.each([
  ['past.doc', '✗ 只能导入 .ndjson、.ndjson.gz、.xlsx、.csv 文件'],
  ['nothing.csv', /^✗ 无法读取文件 .*nothing\.csv$/],
])('a wrong file is told in one sentence: %s', async (file, words) => {
  expect(await run(file)).toBe(EXIT.usage)
  expect(lines).toEqual([typeof words === 'string' ? words : expect.stringMatching(words)])
})
