import { z } from 'zod'

/** 委员会: one institution in one district, the tenant, for example `wujiang-cppcc`. */
export const CommitteeId = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*-(cppcc|npc)$/)
  .max(60)
  .meta({ id: 'CommitteeId', description: '委员会标识 / committee id, for example wujiang-cppcc' })
export type CommitteeId = z.infer<typeof CommitteeId>

/** An identity made by whoever creates the thing: a UUID, version 7 where order matters. */
export const Id = z.uuid().meta({ id: 'Id', description: 'UUID' })
export type Id = z.infer<typeof Id>

/** An instant in UTC with milliseconds, as `Date.prototype.toISOString` writes it. */
export const Instant = z.iso
  .datetime({ precision: 3 })
  .meta({ id: 'Instant', description: 'UTC, 2022-03-01T01:00:00.000Z' })
export type Instant = z.infer<typeof Instant>

/** A calendar day in Asia/Shanghai, `2022-03-01`. */
export const LocalDate = z.iso
  .date()
  // PostgreSQL has no year 0, and nothing in a committee's work lies that far away.
  .regex(/^(19|20|21)/)
  .meta({ id: 'LocalDate', description: 'Asia/Shanghai, 2022-03-01' })
export type LocalDate = z.infer<typeof LocalDate>

// PostgreSQL's text cannot hold U+0000, and lone surrogates are no text.
const isText = (value: string) => value.isWellFormed() && !value.includes('\u0000')

/** One line of text without control characters, trimmed, 1 to `max` characters. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    // oxlint-disable-next-line no-control-regex -- control characters are what the rule refuses
    .regex(/^[^\u0000-\u001f\u007f]*$/)
    .refine(isText)

/** Text of several lines, 1 to `max` characters. */
export const text = (max: number) => z.string().trim().min(1).max(max).refine(isText)

/** SHA-256 in lower-case hexadecimal. */
export const Sha256 = z.hex().length(64).toLowerCase().meta({ id: 'Sha256' })

/** 密级 classification of `domain.md` §3.2 as far as it can be in the system at all; the default is `internal`. */
export const Classification = z.enum(['public', 'joint', 'internal']).meta({ id: 'Classification' })
export type Classification = z.infer<typeof Classification>

/** Marks a field that holds personal data: allowed in commands and views of its owner, never in an event. */
export function personal<S extends z.ZodType>(schema: S): S {
  // The id stays with the schema it names: a JSON Schema can hold it once only.
  const { id: _, ...meta } = schema.meta() ?? {}
  return schema.meta({ ...meta, personal: true }) as S
}

/** The parameters every list takes: a page of at most 200 rows, continued by an opaque cursor. */
export const pageParams = {
  limit: z.coerce.number().int().min(1).max(200).default(20),
  cursor: z.string().max(500).optional(),
}

/**
 * A page of a list: the rows, the cursor of the next page (absent on the last), and how many rows match in all. Where
 * `totalIsCapped` stands, more rows match than were counted.
 */
export const page = <S extends z.ZodType>(item: S) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().optional(),
    total: z.int().nonnegative(),
    totalIsCapped: z.literal(true).optional(),
  })
