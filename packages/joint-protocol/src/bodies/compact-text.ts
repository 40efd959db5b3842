import { z } from 'zod'
import { CommitteeId, Day, FullText, Line } from '../primitives.ts'
import { PublicKey } from '../public-key.ts'
import { versionPart } from './version-part.ts'

/** Classes of what may cross a border; anything not listed stays at home. */
export const DataClass = z.enum(['PUBLIC', 'JOINT', 'PARTNER_SUMMARY'])
export type DataClass = z.infer<typeof DataClass>

/** The keys a committee enters a compact with. `sealing`: an age recipient. `hub`: the public nkey of its gateway. */
export const MemberKeys = z.strictObject({
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
export type MemberKeys = z.infer<typeof MemberKeys>

/** 成员单位: a side of a compact. */
export const CompactMember = z.strictObject({ committee: CommitteeId, name: Line, keys: MemberKeys })
export type CompactMember = z.infer<typeof CompactMember>

/** 协议/机制文本: what the sides agree on when they found or change a compact. */
export const CompactText = z
  .strictObject({
    name: Line,
    /** `equals`: all sides agree on everything. `vertical`: the upper side agrees with one level at a time. */
    kind: z.enum(['equals', 'vertical']),
    upper: CommitteeId.nullable(),
    members: z.array(CompactMember).min(1).max(64),
    start: Day,
    end: Day.nullable(),
    /** 联动方式: labels of the ways of acting together, data and no more. */
    linkages: z.array(Line).max(40),
    /** 轮值: who is convenor in which year; `swaps` are years agreed otherwise. */
    rotation: z.strictObject({
      firstYear: z.int().min(1949).max(2200),
      order: z.array(CommitteeId).min(1).max(64),
      swaps: z.array(z.strictObject({ year: z.int(), host: CommitteeId })).max(40),
    }),
    crossing: z.array(DataClass).max(3),
    archiveRule: Line,
    exitRule: Line,
    articles: FullText,
  })
  .check(({ value: text, issues }) => {
    const ids = text.members.map((m) => m.committee)
    const wrong = (path: string, message: string) => issues.push({ code: 'custom', path: [path], message, input: text })
    if (new Set(ids).size !== ids.length) wrong('members', 'expected each committee once')
    if (text.rotation.order.some((host) => !ids.includes(host))) wrong('rotation', 'expected members only')
    if (text.rotation.swaps.some(({ host }) => !ids.includes(host))) wrong('rotation', 'expected members only')
    if (text.kind === 'vertical' ? !text.upper || !ids.includes(text.upper) : text.upper !== null)
      wrong('upper', 'expected the upper member of a vertical compact, and null between equals')
    if (text.end !== null && text.end < text.start) wrong('end', 'expected an end after the start')
    const keys = text.members.flatMap((m) => [m.keys.signing.spki, m.keys.recovery.spki])
    if (new Set(keys).size !== keys.length) wrong('members', 'expected each key once')
  })
export type CompactText = z.infer<typeof CompactText>

/** 协议文本的新版本: a change of text or members; `decision` is the compact id. */
export const CompactTextVersion = z.strictObject({ ...versionPart, text: CompactText })
export type CompactTextVersion = z.infer<typeof CompactTextVersion>
