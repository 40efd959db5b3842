import { createUser, fromSeed } from '@nats-io/nkeys'

/** The operator's own key: the seed is a secret, the public part goes into the configuration. */
export interface AdminKey {
  seed: string
  nkey: string
}

export function newAdminKey(): AdminKey {
  const pair = createUser()
  return { seed: new TextDecoder().decode(pair.getSeed()), nkey: pair.getPublicKey() }
}

/** Throws when the text is no seed of an nkey. */
export const adminKeyOf = (seed: string): AdminKey => ({
  seed,
  nkey: fromSeed(new TextEncoder().encode(seed)).getPublicKey(),
})
