import { join } from 'node:path'
import { z } from 'zod'

const NatsUser = z.strictObject({ user: z.string(), pass: z.string() })

/** What one committee's process is started with, on its standard input; no other committee's secrets are in it. */
export const CommitteeSettings = z.strictObject({
  committee: z.string(),
  name: z.string(),
  dataDir: z.string(),
  nats: z.strictObject({ servers: z.string(), auth: NatsUser, gateway: NatsUser }),
  databaseUrls: z.record(z.string(), z.string()),
  ports: z.strictObject({
    identity: z.int(),
    directory: z.int(),
    consultations: z.int(),
    proposals: z.int(),
    supervision: z.int(),
    joint: z.int(),
    notices: z.int(),
    portal: z.int(),
  }),
  /** The origin of the pages that people use. */
  publicUrl: z.string(),
  /** 统一身份认证: an OpenID provider that people may sign in with. */
  sso: z.strictObject({ discoveryUrl: z.string(), clientId: z.string(), clientSecret: z.string() }).optional(),
  /** 通知: where mail and chat robots are, as the service's own settings name them. */
  notices: z.record(z.string(), z.unknown()).optional(),
  logLevel: z.string(),
})
export type CommitteeSettings = z.infer<typeof CommitteeSettings>

/** Holds the one-time passwords of the first operators, until they have changed them. */
export const operatorsFileOf = (dataDir: string) => join(dataDir, 'keys', 'first-operators')
/** Holds what the people of the demo sign in with. */
export const accountsFileOf = (dataDir: string) => join(dataDir, 'accounts.json')

/** Where a running committee is found. */
export interface CommitteeUrls {
  identity: string
  directory: string
  consultations: string
  proposals: string
  supervision: string
  joint: string
  notices: string
}
