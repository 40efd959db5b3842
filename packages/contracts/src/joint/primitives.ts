import { z } from 'zod'
import { FileRef } from '../common/file-ref.ts'
import { CommitteeId, Instant, line, LocalDate, Sha256, text } from '../primitives.ts'

/** An entry of a chain, a version, a decision or a compact is named by a SHA-256. */
export const Hash = Sha256
export const CompactId = Sha256.describe('机制标识：成立文本的 SHA-256 / SHA-256 of the founding text')

/** 主席会议等的决定: which body of the own side decided, its document number, its day. */
export const Approval = z
  .strictObject({ organ: line(200), number: line(200), date: LocalDate })
  .meta({ id: 'Approval' })

export { FileRef }
export const Files = z.array(FileRef).max(50).default([])

/** 联动任务状态 */
export const TaskState = z
  .enum(['ALLOCATED', 'ACCEPTED', 'IN_PROGRESS', 'DONE', 'VERIFIED', 'BLOCKED', 'DECLINED'])
  .meta({ id: 'TaskState' })

/** 版本与决定的状态 */
export const VersionState = z
  .enum(['CIRCULATED', 'COUNTERSIGNING', 'EFFECTIVE', 'OBJECTED', 'LAPSED', 'SUPERSEDED'])
  .meta({ id: 'VersionState' })

/** What members decide together: 协议文本、议题、总报告、纪要. */
export const DecisionKind = z
  .enum(['compact-text', 'topic', 'consolidated-report', 'record'])
  .meta({ id: 'DecisionKind' })

/** Every kind of entry of a chain. */
export const EntryKind = z
  .enum([
    'compact-text',
    'topic',
    'consolidated-report',
    'record',
    'answer',
    'comment',
    'research',
    'research-report',
    'reservation',
    'endorsement',
    'session',
    'task',
    'progress',
    'outcome',
    'rotation',
    'follow-up',
    'template',
    'key',
    'leave',
  ])
  .meta({ id: 'EntryKind' })

/** The public keys with which a committee enters a compact; fingerprints are compared by telephone. */
export const PublicKey = z.strictObject({ suite: line(40), spki: z.base64().min(1).max(2_000) })
export const MemberKeys = z
  .strictObject({
    signing: PublicKey,
    recovery: PublicKey,
    sealing: z
      .string()
      .max(2_000)
      .regex(/^age1[0-9a-z]+$/),
    hub: z
      .string()
      .regex(/^U[A-Z2-7]{55}$/)
      .nullable(),
  })
  .meta({ id: 'MemberKeys' })

/** 密钥名片: what a committee gives its partners before a compact is founded. */
export const KeyCard = z
  .strictObject({ committee: CommitteeId, name: line(200), keys: MemberKeys })
  .meta({ id: 'KeyCard' })

/** 协议文本, as it is agreed on. */
export const CompactText = z
  .strictObject({
    name: line(200),
    kind: z.enum(['equals', 'vertical']),
    upper: CommitteeId.nullable(),
    members: z.array(KeyCard).min(1).max(64),
    start: LocalDate,
    end: LocalDate.nullable(),
    linkages: z.array(line(200)).max(40),
    rotation: z.strictObject({
      firstYear: z.int().min(1949).max(2200),
      order: z.array(CommitteeId).min(1).max(64),
      swaps: z.array(z.strictObject({ year: z.int().min(1949).max(2200), host: CommitteeId })).max(40),
    }),
    crossing: z.array(z.enum(['PUBLIC', 'JOINT', 'PARTNER_SUMMARY'])).max(3),
    archiveRule: line(200),
    exitRule: line(200),
    articles: text(60_000),
  })
  .meta({ id: 'CompactText' })

/** When and by whom, as the entry says; never an order. */
export const Signed = { entryId: Hash, committee: CommitteeId, at: Instant }
