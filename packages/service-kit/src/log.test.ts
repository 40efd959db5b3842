import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function logged(write: (log: ReturnType<typeof createLog>) => void): Record<string, any> {
  const lines: string[] = []
  const log = createLog(
    { service: 'directory', committee: 'wujiang-cppcc', level: 'info' },
    { write: (line) => lines.push(line) },
  )
  write(log)
  expect(lines).toHaveLength(1)
  return JSON.parse(lines[0]!)
}

test('a line says which service of which committee wrote it, when, and how grave it is', () => {
  const line = logged((log) => log.info({ itemId: 'i1' }, 'item scheduled'))

  expect(line).toMatchObject({
    level: 'info',
    service: 'directory',
    committee: 'wujiang-cppcc',
    itemId: 'i1',
    msg: 'item scheduled',
  })
  expect(new Date(line['time']).toISOString()).toBe(line['time'])
})

test.each([
  [{ authorization: 'Bearer x' }],
  [{ headers: { authorization: 'secret-1', cookie: 'secret-2', 'set-cookie': 'secret-3' } }],
  [{ member: { name: '张三secret', phone: 'secret' } }],
  [{ body: { member: { fullName: 'secret', mobile: 'secret', email: 'secret' } } }],
  [{ name: 'secret' }],
])('names, contacts and secrets are censored: case %#', (fields) => {
  const text = JSON.stringify(logged((log) => log.info(fields, 'a line')))

  expect(text).not.toMatch(/secret|Bearer|张三/)
  expect(text).toContain('[personal]')
})

test('a request is logged without the query string in which people are searched for', () => {
  const line = logged((log) =>
    log.info({ req: { id: 'r1', method: 'GET', url: '/directory/members?search=张三', headers: {} } }, 'asked'),
  )

  expect(line['req']).toEqual({ id: 'r1', method: 'GET', url: '/directory/members' })
})

test('an error of the database keeps its code and constraint, but not the row that it quotes', () => {
  const error = Object.assign(new Error('duplicate key: 13800000000'), {
    code: '23505',
    constraint: 'member_phone_key',
    detail: 'Key (phone)=(13800000000) already exists.',
  })

  const line = logged((log) => log.error({ err: new Error('registering failed', { cause: error }) }, 'failed'))

  expect(JSON.stringify(line)).not.toContain('13800000000')
  expect(line['err']).toMatchObject({
    message: 'registering failed',
    cause: { code: '23505', constraint: 'member_phone_key' },
  })
})
