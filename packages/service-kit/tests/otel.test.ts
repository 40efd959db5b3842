import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'

const otel = new URL('../src/otel.ts', import.meta.url).href
const script = (end: string) => `
  const { inSpan, currentTraceparent, flushTraces } = await import(${JSON.stringify(new URL('../src/telemetry.ts', import.meta.url).href)})
  await inSpan('a command', {}, async () => process.stdout.write(String(currentTraceparent())))
  ${end}
`

async function run(env: Record<string, string>, end = ''): Promise<string> {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: _, ...inherited } = process.env
  const child = spawn(process.execPath, ['--import', otel, '--input-type=module', '-e', script(end)], {
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')])
  expect(code).toBe(0)
  return output
}

test.each([
  ['ends by itself', ''],
  ['flushes and exits', 'await flushTraces(); process.exit(0)'],
])('with an endpoint, spans are sent there before a process that %s', async (_, end) => {
  const received: { url: string; body: string }[] = []
  const collector = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ url: request.url!, body })
      response.end('{}')
    })
  }).listen(0, '127.0.0.1')
  await once(collector, 'listening')
  const { port } = collector.address() as AddressInfo

  const traceparent = await run(
    { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, OTEL_SERVICE_NAME: 'directory' },
    end,
  )
  collector.close()

  expect(traceparent).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
  const spans = received.find(({ url }) => url === '/v1/traces')
  expect(spans?.body).toContain('a command')
  expect(spans?.body).toContain('directory')
})

test('without an endpoint nothing is traced', async () => {
  expect(await run({}, 'await flushTraces()')).toBe('undefined')
})
