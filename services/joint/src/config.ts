import { baseConfig } from '@lianxie/service-kit'
import { z } from 'zod'

export const JointConfig = z.object({
  ...baseConfig,
  /** 委员会全称, as it stands in compacts: 政协苏州市吴江区委员会. */
  COMMITTEE_NAME: z.string().min(1).max(200),
  /** The folder of this committee's private keys; on a disk of its own where there is one. */
  KEYS_DIR: z.string().min(1),
  /** The folder of the signing journal; never inside the database, and not on its disk where there is another. */
  JOURNAL_DIR: z.string().min(1),
})

/** What the joint service has beside the settings of every service. */
export interface JointSettings {
  committeeName: string
  keysDir: string
  journalDir: string
}

export const jointSettings = (config: z.infer<typeof JointConfig>): JointSettings => ({
  committeeName: config.COMMITTEE_NAME,
  keysDir: config.KEYS_DIR,
  journalDir: config.JOURNAL_DIR,
})
