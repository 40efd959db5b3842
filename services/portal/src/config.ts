import { frontConfig, originUrl } from '@lianxie/service-kit'
import { z } from 'zod'
import { UPSTREAMS, type Upstream } from './upstreams.ts'

const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''))

/** Where the services are, and what people type to get here. */
export const Config = z.object({
  ...frontConfig,
  PORT: z.coerce.number().int().min(0).max(65535).default(4200),
  PUBLIC_URL: originUrl,
  IDENTITY_URL: address,
  DIRECTORY_URL: address,
  CONSULTATIONS_URL: address,
  PROPOSALS_URL: address,
  SUPERVISION_URL: address,
  JOINT_URL: address,
  NOTICES_URL: address,
})

/** What the portal knows beside what every front does. */
export interface PortalSettings {
  /** The one origin that people see; requests that change something must come from its pages. */
  publicUrl: string
  identityUrl: string
  upstreams: Readonly<Record<Upstream, string>>
  /** The built pages. */
  pagesDir: URL
}

export const pagesDir = new URL('../dist/', import.meta.url)

export function settingsOf(config: z.output<typeof Config>): PortalSettings {
  const urls = config as unknown as Record<string, string>
  return {
    publicUrl: config.PUBLIC_URL,
    identityUrl: config.IDENTITY_URL,
    upstreams: Object.fromEntries(
      UPSTREAMS.map((name) => [name, urls[`${name.toUpperCase()}_URL`]!]),
    ) as PortalSettings['upstreams'],
    pagesDir,
  }
}
