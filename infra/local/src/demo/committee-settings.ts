import { z } from 'zod'

/** What one committee's process is started with, on its standard input; no other committee's secrets are in it. */
export const CommitteeSettings = z.strictObject({
  committee: z.string(),
  name: z.string(),
  dataDir: z.string(),
  nats: z.strictObject({ servers: z.string(), auth: z.strictObject({ user: z.string(), pass: z.string() }) }),
  databaseUrls: z.record(z.string(), z.string()),
  ports: z.strictObject({
    issuer: z.int(),
    directory: z.int(),
    consultations: z.int(),
    proposals: z.int(),
    supervision: z.int(),
    joint: z.int(),
  }),
  accounts: z.array(
    z.strictObject({
      id: z.string(),
      role: z.string(),
      memberId: z.string().optional(),
      units: z.array(z.string()).optional(),
    }),
  ),
  logLevel: z.string(),
})
export type CommitteeSettings = z.infer<typeof CommitteeSettings>

/** Where a running committee is found. */
export interface CommitteeUrls {
  issuer: string
  directory: string
  consultations: string
  proposals: string
  supervision: string
  joint: string
}
