import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writeProfile } from '@lianxie/cli'
import type { CommitteeId } from '@lianxie/contracts'
import { natsConfigText, openCommitteeNats, READER } from '@lianxie/local/demo'
import { SERVICES, secretsOf } from './committee-place.ts'
import { keepSecret, writeSecret } from './keep-secret.ts'

export interface PrepareOptions {
  committee: CommitteeId
  /** Holds the volumes: `secrets`, `files`. */
  dir: string
  /** The group of the account that runs PostgreSQL, which reads the password of its administrator. */
  postgresGroup?: number
  /** Where the command line finds the services and the NATS server, from within the network of the containers. */
  services: Record<string, string>
  natsUrl: string
}

/**
 * 准备: everything that servers and services read at their start. Passwords and keys are made once and kept; the
 * configuration of the NATS server is written anew each time, as it follows from the contracts.
 */
export async function prepareCommittee(options: PrepareOptions): Promise<void> {
  const { committee, dir, postgresGroup } = options
  const secrets = secretsOf(dir)
  const admin = await keepSecret(secrets.postgres)
  // Also of one that came out of a backup, whose group is lost on the way.
  await writeSecret(secrets.postgres, `${admin}\n`, postgresGroup === undefined ? {} : { group: postgresGroup })
  const { config, auth, gateway, readerPasswordFile } = await openCommitteeNats(committee, secrets.nats)
  await writeSecret(
    secrets.natsConfig,
    natsConfigText({
      name: committee,
      dir: '/data',
      host: '0.0.0.0',
      port: 4222,
      // The monitor answers the health check of its own container alone. Memory holds the probes of health, no event.
      config: { ...config, http: '127.0.0.1:8222', jetstream: { max_memory_store: 64 * 1024 ** 2 } },
    }),
  )
  for (const service of SERVICES) {
    await keepSecret(secrets.databasePassword(service))
    await writeSecret(secrets.natsPassword(service), `${auth.pass}\n`)
    await mkdir(join(dir, 'files', service), { recursive: true, mode: 0o700 })
  }
  await writeSecret(secrets.natsPassword(gateway.user), `${gateway.pass}\n`)
  await keepSecret(secrets.authSecret)
  await writeSecret(secrets.readerPassword, `${await keepSecret(readerPasswordFile)}\n`)
  await writeProfile(secrets.profile, {
    committee,
    services: options.services,
    nats: { url: options.natsUrl, user: READER, passwordFile: secrets.readerPassword },
  })
}
