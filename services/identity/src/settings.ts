import { z } from 'zod'

/** What this service knows beside what every service does; from its environment, or given by tests. */
export const IdentitySettings = z.object({
  /** Under which people reach the platform: cookies, the second factor's label and the provider's way back rest on it. */
  publicUrl: z.url({ protocol: /^https?$/ }),
  /** Signs cookies, and encrypts second factors and private keys. */
  secret: z.string().min(32),
  issuer: z.string().min(1),
  audience: z.string().min(1),
  /** 统一身份认证: an OpenID provider that people may sign in with. */
  sso: z.object({ discoveryUrl: z.url(), clientId: z.string(), clientSecret: z.string() }).optional(),
})
export type IdentitySettings = z.infer<typeof IdentitySettings>
