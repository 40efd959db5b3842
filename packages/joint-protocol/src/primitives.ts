import { z } from 'zod'

/** 委员会: one committee of one district, the tenant: `wujiang-cppcc`. */
export const CommitteeId = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
export type CommitteeId = z.infer<typeof CommitteeId>

const hex64 = z.string().regex(/^[0-9a-f]{64}$/)

/** SHA-256 of an entry's raw bytes, 64 hex digits. */
export const EntryId = hex64
export type EntryId = string

/** SHA-256 of the founding text with its nonce, 64 hex digits: names a compact for ever. */
export const CompactId = hex64
export type CompactId = string

/** A decision is named by the entry id of its first version; the compact text by the compact id. */
export const DecisionId = hex64
export type DecisionId = string

/** SHA-256 of a file's bytes. */
export const FileHash = hex64
export type FileHash = string

/** SHA-256 of suite and public key, 64 hex digits: what people compare by telephone. */
export const Fingerprint = hex64
export type Fingerprint = string

/** UTC instant with milliseconds as `Date.prototype.toISOString` prints it. What an author says, never an order. */
export const Instant = z.iso.datetime({ precision: 3 })
export type Instant = z.infer<typeof Instant>

/** 联合提案编号: names one text that is filed in several committees, `0d9c1a3e-…` in small letters. */
export const JointKey = z.uuid().regex(/^[0-9a-f-]+$/)
export type JointKey = string

/** A calendar day, `2022-06-14`. */
export const Day = z.iso.date()
export type Day = z.infer<typeof Day>

/** Bytes in base64 with one spelling: no stray bits before the padding. */
export const Base64 = (max: number) =>
  z
    .base64()
    .max(max)
    .regex(/(?:[^=]|[AQgw]==|[AEIMQUYcgkosw048]=)$/)

/** One line of text for people, without outer spaces. */
export const Line = z
  .string()
  .max(200)
  .regex(/^\S(.*\S)?$/u)

const text = (max: number) => z.string().max(max).regex(/\S/u)
/** A paragraph or a page. */
export const Prose = text(4_000)
/** The full text of a document. */
export const FullText = text(60_000)

/** The decision of a side's own body on a matter: which body, its number, its day. 主席会议 */
export const Approval = z.strictObject({ organ: Line, number: Line, date: Day })
export type Approval = z.infer<typeof Approval>

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** A sorted list without repeats, so that a set has one spelling. */
export const sortedSet = <T extends z.ZodType<string>>(of: T, max: number) =>
  z
    .array(of)
    .max(max)
    .refine((items) => items.every((item, i) => i === 0 || order(items[i - 1]!, item) < 0), {
      error: 'expected a sorted list without repeats',
    })

export const sorted = <T extends string>(items: Iterable<T>): T[] => [...new Set(items)].sort(order)
