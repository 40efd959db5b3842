import { baseConfig, originUrl } from '@lianxie/service-kit'
import { z } from 'zod'
import type { IdentitySettings } from './settings.ts'

export const Config = z.object({
  ...baseConfig,
  /** 对外访问地址: with https, cookies go over nothing else. */
  PUBLIC_URL: originUrl,
  /** 32 characters and more of chance, the same for all processes; AUTH_SECRET_FILE names a file that holds it. */
  AUTH_SECRET: z.string().min(32),
  /** 统一身份认证: all three, or none. */
  OIDC_DISCOVERY_URL: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
})
export type Config = z.infer<typeof Config>

export function settingsOf(config: Config): IdentitySettings {
  const { OIDC_DISCOVERY_URL: discoveryUrl, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = config
  const given = [discoveryUrl, clientId, clientSecret].filter((one) => one !== undefined)
  if (given.length > 0 && given.length < 3) {
    throw new Error('configuration: OIDC_DISCOVERY_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET go together')
  }
  return {
    publicUrl: config.PUBLIC_URL,
    secret: config.AUTH_SECRET,
    issuer: config.ISSUER,
    audience: config.AUDIENCE,
    ...(discoveryUrl && clientId && clientSecret && { sso: { discoveryUrl, clientId, clientSecret } }),
  }
}
