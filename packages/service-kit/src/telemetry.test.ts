import { Refusal } from '@lianxie/contracts'
import { SpanKind, SpanStatusCode } from '@opentelemetry/api'
import { NodeSDK, type NodeSDKConfiguration } from '@opentelemetry/sdk-node'
import Fastify from 'fastify'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { currentTraceparent, inConsumerSpan, inSpan, traceHttp, traceIds } from './telemetry.ts'

const TRACE = '0af7651916cd43dd8448eb211c80319c'
const PARENT = `00-${TRACE}-b7ad6b7169203331-01`
type SpanProcessor = NonNullable<NodeSDKConfiguration['spanProcessors']>[number]
type EndedSpan = Parameters<SpanProcessor['onEnd']>[0]
let ended: EndedSpan[] = []
const collector: SpanProcessor = {
  onStart: () => {},
  onEnd: (span) => void ended.push(span),
  forceFlush: async () => {},
  shutdown: async () => {},
}
const sdk = new NodeSDK({
  spanProcessors: [collector],
  metricReaders: [],
  logRecordProcessors: [],
  instrumentations: [],
})

beforeAll(() => sdk.start())
afterAll(() => sdk.shutdown())
beforeEach(() => {
  ended = []
})

const spanNamed = (name: string) => ended.find((span) => span.name === name)

/** A server whose one command answers with the trace context that it would put into an event. */
async function ask(request: {
  method: 'POST' | 'GET'
  url: string
  payload?: object
  headers?: Record<string, string>
}) {
  const server = Fastify()
  traceHttp(server)
  server.post('/plans/:id/adopt', () =>
    inSpan('consultations.adopt-plan', { command: 'consultations.adopt-plan' }, async () => ({
      traceparent: currentTraceparent(),
      ...traceIds(),
    })),
  )
  server.get('/broken', async () => {
    throw new Error('a fault about 张三')
  })
  const response = await server.inject(request)
  await server.close()
  return response
}

test("a caller's trace goes through the request and the command into the event", async () => {
  const response = await ask({
    method: 'POST',
    url: '/plans/17/adopt?by=张三',
    payload: { a: 1 },
    headers: { traceparent: PARENT },
  })

  const http = spanNamed('POST /plans/:id/adopt')
  const command = spanNamed('consultations.adopt-plan')
  expect(http?.spanContext().traceId).toBe(TRACE)
  expect(http?.kind).toBe(SpanKind.SERVER)
  expect(http?.attributes).toMatchObject({ 'http.route': '/plans/:id/adopt', 'http.response.status_code': 200 })
  expect(command?.parentSpanContext?.spanId).toBe(http?.spanContext().spanId)
  expect(response.json()).toEqual({
    traceparent: `00-${TRACE}-${command?.spanContext().spanId}-01`,
    traceId: TRACE,
    spanId: command?.spanContext().spanId,
  })
})

test('neither ids of the path nor the query string get into a trace', async () => {
  await ask({ method: 'POST', url: '/plans/17/adopt?by=zhangsan', payload: {} })

  const written = JSON.stringify(ended.map(({ name, attributes, status }) => ({ name, attributes, status })))
  expect(written).not.toMatch(/zhangsan|\/17/)
})

test('a fault marks the span of the request, without the words of the error', async () => {
  await ask({ method: 'GET', url: '/broken' })

  const span = spanNamed('GET /broken')
  expect(span?.status).toEqual({ code: SpanStatusCode.ERROR })
  expect(span?.attributes['http.response.status_code']).toBe(500)
})

test('taking in an event continues the trace that it carries', async () => {
  await inConsumerSpan('joint consumes topic-confirmed', {}, PARENT, async () => {
    expect(currentTraceparent()).toMatch(new RegExp(`^00-${TRACE}-`))
  })

  const span = spanNamed('joint consumes topic-confirmed')
  expect(span?.kind).toBe(SpanKind.CONSUMER)
  expect(span?.parentSpanContext?.spanId).toBe('b7ad6b7169203331')
})

test.each([undefined, '', 'nonsense', `00-${'0'.repeat(32)}-b7ad6b7169203331-01`])(
  'an event whose trace context is %j starts a trace of its own',
  async (traceparent) => {
    await inConsumerSpan('consume', {}, traceparent, async () => {})

    expect(spanNamed('consume')?.parentSpanContext).toBeUndefined()
    expect(spanNamed('consume')?.spanContext().traceId).not.toBe(TRACE)
  },
)

test('a refusal is an answer and no fault; an error is a fault, named by its kind only', async () => {
  await expect(inSpan('refused', {}, () => Promise.reject(new Refusal('auth.forbidden')))).rejects.toThrow(
    'auth.forbidden',
  )
  await expect(inSpan('failed', {}, () => Promise.reject(new TypeError('phone 138')))).rejects.toThrow('phone 138')

  expect(spanNamed('refused')).toMatchObject({
    attributes: { 'refusal.code': 'auth.forbidden' },
    status: { code: SpanStatusCode.UNSET },
  })
  expect(spanNamed('failed')).toMatchObject({
    status: { code: SpanStatusCode.ERROR, message: 'TypeError' },
    events: [],
  })
})

test('outside of a trace there is no trace context', () => {
  expect(currentTraceparent()).toBeUndefined()
  expect(traceIds()).toEqual({})
})
