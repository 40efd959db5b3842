import { join } from 'node:path'
import { contexts, type ServiceName } from '@lianxie/contracts'

/** The services of one committee's instance. */
export const SERVICES = Object.keys(contexts) as ServiceName[]

/** Where the volumes of a deployment are mounted in the containers of the tools. */
export const STATE = '/var/lib/lianxie'

/** The name of a committee's database, and the first part of the names of its roles. */
export const databaseName = (committee: string): string => committee.replaceAll('-', '_')

/** 机密: one folder for each container, which sees no other's. */
export const secretsOf = (dir: string) => ({
  postgres: join(dir, 'secrets', 'postgres', 'admin-password'),
  nats: join(dir, 'secrets', 'nats'),
  natsConfig: join(dir, 'secrets', 'nats', 'nats.conf'),
  databasePassword: (service: string) => join(dir, 'secrets', 'setup', `${service}.password`),
  databaseUrl: (service: string) => join(dir, 'secrets', service, 'database-url'),
  natsPassword: (service: string) => join(dir, 'secrets', service, 'nats-password'),
  readerPassword: join(dir, 'secrets', 'reader', 'nats-password'),
  profile: join(dir, 'secrets', 'reader', 'lianxie.profile.json'),
  authSecret: join(dir, 'secrets', 'identity', 'auth-secret'),
})
