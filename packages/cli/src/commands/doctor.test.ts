import type { Client } from '@lianxie/client'
import { expect, test } from 'vitest'
import { examine } from './doctor.ts'

test('a service that works for a part only is something to look at, and is not bad', async () => {
  const degraded = 'in recovery, and not signing: the chain of 0123456789ab'
  const client: Pick<Client, 'health' | 'metrics'> = {
    health: async () => ({
      status: 'ok',
      checks: [{ name: 'signing', ok: true, tookMs: 1, degraded }],
      clock: undefined,
    }),
    metrics: async () => '',
  }

  const findings = await examine({
    profile: { services: { joint: 'http://127.0.0.1:1' }, tokens: {}, secretFiles: [], certificates: [] },
    client: client as Client,
    nats: () => Promise.reject(new Error('not asked')),
  })

  const ofJoint = findings.filter(({ check }) => check === 'joint')
  expect(ofJoint.map(({ state }) => state)).toEqual(['ok', 'warning'])
  expect(ofJoint[1]!.en).toContain(degraded)
})
