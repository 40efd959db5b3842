import { NodeSDK } from '@opentelemetry/sdk-node'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { react } from '../src/reaction.ts'
import { inSpan, traceIds } from '../src/telemetry.ts'
import { startBackbone, WAIT } from './backbone-fixture.ts'

const sdk = new NodeSDK({ spanProcessors: [], metricReaders: [], logRecordProcessors: [], instrumentations: [] })
beforeAll(() => sdk.start())
afterAll(() => sdk.shutdown())

test('a reaction in another service continues the trace of the command that led to it', async () => {
  await using bone = await startBackbone()
  await bone.relay()
  const traces: (string | undefined)[] = []
  await bone.listen({ reactions: [react(bone.Noted as never, async () => void traces.push(traceIds().traceId))] })

  const asked = await inSpan('command', {}, async () => {
    await bone.write(bone.noted(bone.newMatter(), 1))
    return traceIds().traceId
  })

  expect(asked).toMatch(/^[0-9a-f]{32}$/)
  await vi.waitFor(() => expect(traces).toEqual([asked]), WAIT)
})
