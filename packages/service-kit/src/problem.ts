import { Refusal, type RefusalCode, type RefusalDetail, REFUSALS } from '@lianxie/contracts'
import { z } from 'zod'
import { wordsOfIssue } from './words-of-issue.ts'

export { wordsOfIssue }

/** One wrong field, worded for people in both languages. */
const FieldError = z.strictObject({ field: z.string(), zh: z.string(), en: z.string() })

/** RFC 9457 problem+json as every route gives it. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    zh: z.string(),
    en: z.string(),
    field: z.string().optional(),
    errors: z.array(FieldError).optional(),
    detail: z.record(z.string(), z.unknown()).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof Problem>

/** Parses `value`, or refuses `request.invalid` with each wrong field in both languages. */
export function parseOrRefuse<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value, { reportInput: true })
  if (parsed.success) return parsed.data
  // A client that sends thousands of wrong rows is told the first twenty.
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({
    field: [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].map(String).join('.'),
    ...wordsOfIssue(issue),
  }))
  throw new Refusal('request.invalid', { field: errors[0]!.field, errors })
}

/** Words a refusal as problem+json. */
export function problemOf(code: RefusalCode, { field, errors, ...detail }: RefusalDetail, requestId: string): Problem {
  const { status, zh, en } = REFUSALS[code]
  return {
    type: `urn:lianxie:refusal:${code}`,
    title: en,
    status,
    code,
    zh,
    en,
    ...(field !== undefined && { field }),
    ...(Array.isArray(errors) && { errors: errors as z.infer<typeof FieldError>[] }),
    ...(Object.keys(detail).length > 0 && { detail }),
    requestId,
  }
}
