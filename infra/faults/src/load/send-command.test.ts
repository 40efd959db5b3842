import { expect, test } from 'vitest'
import { judge } from './send-command.ts'

const judged = (status: number, text: string, headers = {}) => judge({ status, headers: new Headers(headers) }, text)

test('events and refusals with a code are answers for good', () => {
  expect(judged(200, '{"events":[]}')).toEqual({ status: 200, events: [] })
  expect(judged(409, '{"code":"unit.name_taken"}')).toEqual({ status: 409, code: 'unit.name_taken', events: [] })
})

test('a 503 and a busy aggregate ask to come again', () => {
  const unavailable = '{"code":"service.unavailable"}'
  expect(judged(503, unavailable, { 'retry-after': '1' })).toEqual({ why: '503 service.unavailable', retryAfter: true })
  expect(judged(503, unavailable)).toEqual({ why: '503 service.unavailable', retryAfter: false })
  expect(judged(409, '{"code":"common.busy"}')).toEqual({ why: '409 common.busy' })
})

test('an answer that says neither what happened nor why it did not is a fault with its status', () => {
  expect(judged(500, '<h1>Internal Server Error</h1>')).toEqual({ why: '500 without a code', retryAfter: false })
  expect(judged(500, 'null')).toEqual({ why: '500 without a code', retryAfter: false })
  expect(judged(403, '{}')).toEqual({ why: '403 without a code' })
  expect(judged(200, '{"code":"odd"}')).toEqual({ why: '200 without events' })
})
