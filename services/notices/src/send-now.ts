import { notices as n } from '@lianxie/contracts'
import type { JobDefinition } from '@lianxie/service-kit'
import { z } from 'zod'

const payload = z.strictObject({ way: n.NoticeWay })

/** 即时发送: scheduled by whatever gives rise to a letter; what it does is in `jobs.ts`, which has the means. */
export const SEND_NOW: JobDefinition<z.output<typeof payload>> = {
  name: 'notices.send-now',
  payload,
  run: () => Promise.reject(new Error('expected the job of jobs.ts')),
}
