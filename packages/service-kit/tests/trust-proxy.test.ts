import pino from 'pino'
import { expect, test } from 'vitest'
import { createHttp } from '../src/http.ts'
import { createMetrics } from '../src/metrics.ts'

async function addressSeen(...trustProxy: string[]): Promise<string> {
  const server = await createHttp({
    log: pino({ level: 'silent' }),
    authenticate: async () => undefined,
    rateLimitPerMinute: 1000,
    metrics: createMetrics({ service: 'test', committee: 'wujiang-cppcc' as never }),
    ...(trustProxy.length > 0 && { trustProxy }),
  })
  server.get('/address', async (request) => ({ address: request.ip }))
  const answer = await server.inject({ url: '/address', headers: { 'x-forwarded-for': '9.9.9.9' } })
  await server.close()
  return answer.json<{ address: string }>().address
}

test('an address that a caller claims counts only from who is trusted', async () => {
  expect(await addressSeen()).toBe('127.0.0.1')
  expect(await addressSeen('10.0.0.0/8')).toBe('127.0.0.1')
  expect(await addressSeen('127.0.0.1')).toBe('9.9.9.9')
})
