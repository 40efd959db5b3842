import { z } from 'zod'
import { event } from '../define.ts'
import { Id, line, LocalDate, Sha256 } from '../primitives.ts'
import { GroupEndCause } from './group.ts'
import { distinctIds, SupervisionGroupKind, SupervisionYear } from './supervision.ts'

const about = { aggregate: 'group', key: 'groupId' } as const
const groupId = Id

export const GroupFormed = event(
  'supervision.group-formed',
  1,
  { zh: '监督小组已组建', en: 'A group of supervision was formed', ...about },
  {
    groupId,
    kind: SupervisionGroupKind,
    name: line(100),
    unitId: Id.optional(),
    alsoUnitIds: distinctIds(49).default([]),
    bodyId: Id.optional(),
    leaderId: Id,
    memberIds: distinctIds(100),
    fromOn: LocalDate,
    untilOn: LocalDate,
    synthetic: z.literal(true).optional(),
  },
)
export const GroupChanged = event(
  'supervision.group-changed',
  1,
  { zh: '监督小组已调整', en: 'The name, leader or members of a group changed', ...about },
  {
    groupId,
    name: line(100),
    bodyId: Id.optional(),
    leaderId: Id,
    memberIds: distinctIds(100),
    changedOn: LocalDate,
    /** Of leader and members, those who are new, and those who are in it no more; their certificates lapse. */
    joinedIds: distinctIds(101),
    leftIds: distinctIds(101),
  },
)
export const GroupPosted = event(
  'supervision.group-posted',
  1,
  { zh: '监督小组已改派', en: 'A resident group was posted to other departments; its certificates lapse', ...about },
  { groupId, unitIds: distinctIds(50).min(1), postedOn: LocalDate },
)
export const GroupExtended = event(
  'supervision.group-extended',
  1,
  { zh: '小组任期已延长', en: 'The term of a group was extended', ...about },
  { groupId, untilOn: LocalDate },
)
export const GroupEnded = event(
  'supervision.group-ended',
  1,
  { zh: '监督小组已结束', en: 'A group ended; the day is its last', ...about },
  { groupId, endedOn: LocalDate, cause: GroupEndCause },
)
export const GroupTermReminded = event(
  'supervision.group-term-reminded',
  1,
  { zh: '小组任期将满已提醒', en: 'The committee was reminded that the term of a group ends', ...about },
  { groupId, untilOn: LocalDate, daysLeft: z.int().nonnegative() },
)
export const CertificateIssued = event(
  'supervision.certificate-issued',
  1,
  { zh: '监督员证已发放', en: 'A member of a group got a certificate; its code stays with the committee', ...about },
  {
    groupId,
    certificateId: Id,
    memberId: Id,
    unitIds: distinctIds(50),
    year: SupervisionYear,
    /** Of the year, without gaps. */
    number: z.int().positive(),
    issuedOn: LocalDate,
    fromOn: LocalDate,
    untilOn: LocalDate,
    /** Of the code that is printed on it. */
    codeSha256: Sha256,
  },
)
export const CertificateRevoked = event(
  'supervision.certificate-revoked',
  1,
  { zh: '监督员证已注销', en: 'A certificate was revoked', ...about },
  { groupId, certificateId: Id, memberId: Id },
)
