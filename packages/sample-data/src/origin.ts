import { z } from 'zod'

/** Where a record comes from: a fact names the document of 2022 it was read in, everything else says it is made up. */
export const origin = {
  /** File name of the document. */
  source: z.string().min(1).optional(),
  synthetic: z.literal(true).optional(),
}

/** Refuses a record that is neither a fact nor marked synthetic, or claims to be both. */
export const hasOneOrigin = ({ source, synthetic }: { source?: string | undefined; synthetic?: true | undefined }) =>
  (source === undefined) !== (synthetic === undefined)

export type Origin = { kind: 'fact'; source: string } | { kind: 'synthetic' }

/** 出处 of a record. */
export function originOf({ source }: { source?: string | undefined }): Origin {
  return source === undefined ? { kind: 'synthetic' } : { kind: 'fact', source }
}
