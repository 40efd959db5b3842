import { z } from 'zod'

/** 会场发言方式: 上台 on stage or 即席 from the floor; a written speech 书面 takes no time of the session. */
export const FloorMode = z.enum(['STAGE', 'FLOOR']).meta({ id: 'FloorMode' })
export type FloorMode = z.infer<typeof FloorMode>

/** 发言限时, in seconds: from half a minute to an hour. */
export const SpeakingSeconds = z.int().min(30).max(3600)
