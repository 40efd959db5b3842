import type { NatsConfig } from './nats-config.ts'

const ACCOUNTS = 400

/**
 * Accounts t1 to t400 with the password `test`, each with JetStream of its own: streams are named by context alone,
 * as every committee has a server of its own, and accounts keep the committees of different tests as far apart.
 */
export function testAccounts(): NatsConfig {
  const names = Array.from({ length: ACCOUNTS }, (_, i) => `t${i + 1}`)
  return {
    accounts: Object.fromEntries(
      names.map((user) => [user, { jetstream: 'enabled', users: [{ user, password: 'test' }] }]),
    ),
  }
}
