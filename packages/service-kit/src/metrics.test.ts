import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { createMetrics, measureHttp } from './metrics.ts'

const create = () => createMetrics({ service: 'directory', committee: 'wujiang-cppcc' })
const LABELS = 'service="directory",committee="wujiang-cppcc"'
const lines = async (metrics: ReturnType<typeof create>) => (await metrics.render()).body.split('\n')

test('requests are measured by route pattern and status, not by path', async () => {
  const metrics = create()
  const server = Fastify()
  measureHttp(server, metrics)
  server.get('/plans/:id', (request, reply) =>
    reply.code((request.params as { id: string }).id === '2' ? 404 : 200).send({}),
  )

  for (const path of ['/plans/1', '/plans/2', '/plans/3', '/nowhere/1', '/nowhere/2']) await server.inject(path)
  await server.close()

  const counts = (await lines(metrics)).filter((line) => line.startsWith('lianxie_http_request_duration_seconds_count'))
  expect(counts.sort()).toEqual([
    `lianxie_http_request_duration_seconds_count{${LABELS},method="GET",route="/plans/:id",status="200"} 2`,
    `lianxie_http_request_duration_seconds_count{${LABELS},method="GET",route="/plans/:id",status="404"} 1`,
    `lianxie_http_request_duration_seconds_count{${LABELS},method="GET",route="unmatched",status="404"} 2`,
  ])
})

test('commands are counted by what came of them', async () => {
  const metrics = create()

  metrics.countCommand('consultations.adopt-plan', 'done')
  metrics.countCommand('consultations.adopt-plan', 'done')
  metrics.countCommand('consultations.adopt-plan', 'auth.forbidden')

  const body = await lines(metrics)
  expect(body).toContain(`lianxie_commands_total{command="consultations.adopt-plan",outcome="done",${LABELS}} 2`)
  expect(body).toContain(
    `lianxie_commands_total{command="consultations.adopt-plan",outcome="auth.forbidden",${LABELS}} 1`,
  )
})

test('a gauge is read when it is asked for, with or without labels', async () => {
  const metrics = create()
  let lag = 1
  metrics.registerGauge('relay_lag_events', 'Events that wait to be published.', async () => lag)
  metrics.registerGauge('dead_events', 'Dead events.', () => [{ labels: { consumer: 'joint' }, value: 3 }], [
    'consumer',
  ])

  expect(await lines(metrics)).toContain(`lianxie_relay_lag_events{${LABELS}} 1`)
  lag = 7

  const body = await lines(metrics)
  expect(body).toContain(`lianxie_relay_lag_events{${LABELS}} 7`)
  expect(body).toContain(`lianxie_dead_events{consumer="joint",${LABELS}} 3`)
  expect(body).toContain(`lianxie_unread_gauges{${LABELS}} 0`)
})

test('a gauge that cannot be read is left out and counted, and the others are still there', async () => {
  const metrics = create()
  let broken = false
  metrics.registerGauge('relay_lag_events', 'Events that wait to be published.', () => {
    if (broken) throw new Error('no database')
    return 5
  })
  const rewound = metrics.registerCounter('rewinds', 'Rewinds of a stream.', ['stream'])
  rewound({ stream: 'EVT_directory' })
  await metrics.render()
  broken = true

  const body = await lines(metrics)

  expect(body.filter((line) => line.startsWith('lianxie_relay_lag_events'))).toEqual([])
  expect(body).toContain(`lianxie_unread_gauges{${LABELS}} 1`)
  expect(body).toContain(`lianxie_rewinds_total{stream="EVT_directory",${LABELS}} 1`)
})
