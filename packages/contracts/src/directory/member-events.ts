import { z } from 'zod'
import { event } from '../define.ts'
import { Id, line, LocalDate } from '../primitives.ts'
import { PersonField, Post, Reason, TermEnding, TermNumber } from './parts.ts'

const member = { aggregate: 'member', key: 'memberId' } as const

export const MemberRegistered = event(
  'directory.member-registered',
  1,
  { zh: '委员已登记（不含个人信息）', en: 'A member was registered; who it is, only the directory knows', ...member },
  { memberId: Id },
)

export const TermBegun = event(
  'directory.term-begun',
  1,
  { zh: '任期已开始', en: 'A term began', ...member },
  { memberId: Id, termNumber: TermNumber, sectorId: Id, beganOn: LocalDate },
)

export const SectorChanged = event(
  'directory.sector-changed',
  1,
  { zh: '委员界别已调整', en: 'A member sits for another sector', ...member },
  { memberId: Id, termNumber: TermNumber, sectorId: Id, changedOn: LocalDate, reason: Reason },
)

export const TermEnded = event(
  'directory.term-ended',
  1,
  { zh: '任期已结束', en: 'A term ended', ...member },
  { memberId: Id, termNumber: TermNumber, ending: TermEnding, endedOn: LocalDate, reason: Reason.optional() },
)

export const MemberAppointed = event(
  'directory.member-appointed',
  1,
  { zh: '委员已任职', en: 'A member took a post in a body', ...member },
  { memberId: Id, postId: Id, bodyId: Id, post: Post, beganOn: LocalDate },
)

export const MemberRelieved = event(
  'directory.member-relieved',
  1,
  { zh: '委员已免职', en: 'A member left a post', ...member },
  { memberId: Id, postId: Id, bodyId: Id, post: Post, endedOn: LocalDate, reason: Reason.optional() },
)

const staff = { aggregate: 'staff', key: 'staffId' } as const

export const StaffRegistered = event(
  'directory.staff-registered',
  1,
  { zh: '工作人员已登记（不含个人信息）', en: 'A person works for a body or a unit', ...staff },
  {
    staffId: Id,
    accountId: line(100).optional(),
    employer: z.discriminatedUnion('of', [
      z.strictObject({ of: z.literal('BODY'), bodyId: Id }),
      z.strictObject({ of: z.literal('UNIT'), unitId: Id }),
    ]),
    beganOn: LocalDate,
  },
)

export const StaffReleased = event(
  'directory.staff-released',
  1,
  { zh: '工作人员已离任', en: 'A person no longer works there', ...staff },
  { staffId: Id, endedOn: LocalDate, reason: Reason },
)

export const PersonCorrected = event(
  'directory.person-corrected',
  1,
  {
    zh: '个人信息已更正（仅列项目，不含内容）',
    en: 'What is known of a person was corrected: which details, never what they say',
    aggregate: 'person',
    key: 'personId',
  },
  { personId: Id, fields: z.array(PersonField).min(1).max(20) },
)
