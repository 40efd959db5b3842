import { baseConfig } from '@lianxie/service-kit'
import { z } from 'zod'

export const Config = z.object({
  ...baseConfig,
  /** 对外访问地址: of the portal, for the codes on certificates. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
})
export type Config = z.infer<typeof Config>
