import { Writable } from 'node:stream'
import { CommitteeId, Refusal } from '@lianxie/contracts'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { createHttp } from './http.ts'
import { createMetrics } from './metrics.ts'

async function serve({ trustProxy }: { trustProxy?: string[] } = {}) {
  const lines: string[] = []
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString('utf8'))
        done()
      },
    }),
  )
  const metrics = createMetrics({ service: 'supervision', committee: CommitteeId.parse('test-cppcc') })
  let authenticated = 0
  const server = await createHttp({
    log,
    metrics,
    rateLimitPerMinute: 2,
    ...(trustProxy && { trustProxy }),
    authenticate: async () => {
      authenticated += 1
      return undefined
    },
  })
  server.post('/votes', { config: { anonymous: { perMinute: 20 } } }, async (request) => {
    const { choice } = request.body as { choice: string }
    if (choice === 'refused') throw new Refusal('common.not_found')
    if (choice === 'fault') throw new TypeError(`cannot count ${choice}`)
    return { cast: true }
  })
  const vote = (choice: string, from?: string) =>
    server.inject({
      method: 'POST',
      url: '/votes',
      payload: { choice },
      ...(from !== undefined && { headers: { 'x-forwarded-for': from } }),
    })
  return { server, vote, lines, metrics, authenticated: () => authenticated }
}

test('an anonymous route signs nobody in, numbers no request, and leaves neither a line nor a measure', async () => {
  const { server, vote, lines, metrics, authenticated } = await serve()

  const answers = [await vote('a'), await vote('b'), await vote('refused')]
  await server.close()

  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 404])
  expect(
    answers.flatMap(({ headers }) => Object.keys(headers)).filter((name) => /request-id|ratelimit/.test(name)),
  ).toEqual([])
  expect(answers[2]!.json()).toMatchObject({ code: 'common.not_found', requestId: 'anonymous' })
  expect(authenticated()).toBe(0)
  expect(lines).toEqual([])
  expect((await metrics.render()).body).not.toContain('/votes')
})

test('a fault in an anonymous route is logged by its kind alone', async () => {
  const { server, vote, lines } = await serve()

  const answer = await vote('fault')
  await server.close()

  expect(answer.statusCode).toBe(500)
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0]!)).toMatchObject({ fault: 'TypeError', msg: 'a request failed' })
  expect(lines[0]).not.toMatch(/cannot count|reqId|stack/)
})

test('one address may ask an anonymous route for a whole hall, and no more', async () => {
  const { server, vote } = await serve()

  const codes: number[] = []
  for (let n = 0; n < 21; n += 1) codes.push((await vote('a')).statusCode)
  await server.close()

  expect(codes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 200))
  expect(codes[20]).toBe(429)
})

test('behind a proxy that is named every address has its own share; what anybody else says of theirs is not believed', async () => {
  const known = await serve({ trustProxy: ['127.0.0.1'] })
  const unknown = await serve({ trustProxy: ['10.0.0.1'] })
  const codesOf = async ({ server, vote }: Awaited<ReturnType<typeof serve>>) => {
    const codes: number[] = []
    for (let n = 0; n < 22; n += 1) codes.push((await vote('a', `203.0.113.${n}`)).statusCode)
    // What the client wrote in front of the proxy's word changes nothing.
    for (let n = 0; n < 21; n += 1) codes.push((await vote('a', `198.51.100.${n}, 203.0.113.99`)).statusCode)
    await server.close()
    return codes.flatMap((code, n) => (code === 429 ? [n] : []))
  }

  expect(await codesOf(known)).toEqual([42])
  expect((await codesOf(unknown)).slice(0, 2)).toEqual([20, 21])
})
