import { z } from 'zod'
import { text } from '../primitives.ts'

/** 公开方式: in whole, as a summary, or not. */
export const PublicationMode = z.enum(['WHOLE', 'SUMMARY', 'NOT']).meta({ id: 'PublicationMode' })
export type PublicationMode = z.infer<typeof PublicationMode>

/** 公开内容: what is decided of a part, with the redacted public text, or the reason why there is none. */
export const publicationOf = (max: number) =>
  z.strictObject({ mode: PublicationMode, text: text(max).optional(), reason: text(500).optional() })

/** 公开决定: each of subject, body and reply for itself. */
export const publicationParts = {
  subject: publicationOf(200),
  body: publicationOf(20_000),
  reply: publicationOf(20_000),
}

/** 公开决定, without its words. */
export const PublicationModes = z
  .strictObject({ subject: PublicationMode, body: PublicationMode, reply: PublicationMode })
  .meta({ id: 'PublicationModes' })
export type PublicationModes = z.infer<typeof PublicationModes>
