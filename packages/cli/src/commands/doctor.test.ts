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

test.each([
  ['', 'ok', '0 letters'],
  ['lianxie_letters_due{way="MAIL"} 3\nlianxie_letters_oldest_due_seconds{way="MAIL"} 700\n', 'warning', '3 letters'],
  [
    'lianxie_letters_due{way="MAIL"} 3\nlianxie_letters_due{way="ROBOT"} 1\n' +
      'lianxie_letters_oldest_due_seconds{way="MAIL"} 7200\nlianxie_letters_oldest_due_seconds{way="ROBOT"} 5\n',
    'bad',
    '4 letters and messages are due and have not left, the oldest for 120 min',
  ],
])('letters that wait too long are something to look at: %s', async (metrics, state, told) => {
  const client: Pick<Client, 'health' | 'metrics'> = {
    health: async () => ({ status: 'ok', checks: [], clock: undefined }),
    metrics: async () => metrics,
  }

  const findings = await examine({
    profile: { services: { notices: 'http://127.0.0.1:1' }, tokens: {}, secretFiles: [], certificates: [] },
    client: client as Client,
    nats: () => Promise.reject(new Error('not asked')),
  })

  const letters = findings.find(({ check }) => check === 'notices letters')!
  expect(letters.state).toBe(state)
  expect(letters.en).toContain(told)
})
