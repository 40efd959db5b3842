import { z } from 'zod'
import { several } from '../common/several.ts'
import { HistoryEntry } from '../consultations/plan-views.ts'
import { query } from '../define.ts'
import { UnitKind, UnitSide } from '../directory/parts.ts'
import { Id, Instant, line, LocalDate, page, pageParams } from '../primitives.ts'
import {
  CertificateCheckState,
  CertificateCode,
  CertificateState,
  GroupEndCause,
  SupervisionGroupState,
} from './group.ts'
import { UnitRef } from './project-views.ts'
import { ProjectState, SupervisionGroupKind } from './supervision.ts'

const sentence = z.strictObject({ zh: z.string(), en: z.string() })

export const GroupRow = z
  .strictObject({
    groupId: Id,
    kind: SupervisionGroupKind,
    name: z.string(),
    state: SupervisionGroupState,
    /** 派驻单位, now. */
    units: z.array(UnitRef),
    bodyId: Id.optional(),
    leaderId: Id,
    /** With the leader, those of today, or of the last day. */
    members: z.int(),
    fromOn: LocalDate,
    untilOn: LocalDate,
    endedOn: LocalDate.optional(),
    projects: z.int(),
    /** Of these, neither closed nor cancelled. */
    openProjects: z.int(),
    validCertificates: z.int(),
    isSynthetic: z.boolean(),
  })
  .meta({ id: 'SupervisionGroupRow' })
export type GroupRow = z.infer<typeof GroupRow>

const filters = {
  kind: several(SupervisionGroupKind),
  /** 在任日: those whose term covers the day. */
  activeOn: LocalDate.optional(),
  unitId: Id.optional(),
  text: line(100).optional(),
}

export const Groups = query(
  'supervision.groups',
  '/groups',
  { zh: '监督小组列表', en: 'Groups of supervision, the newest first, that the reader has to do with' },
  {
    ...pageParams,
    ...filters,
    state: SupervisionGroupState.optional(),
    memberId: Id.optional(),
    bodyId: Id.optional(),
  },
  page(GroupRow).extend({
    counts: z.array(z.strictObject({ kind: SupervisionGroupKind, count: z.int() })),
    sentence,
  }),
)

export const MyGroups = query(
  'supervision.my-groups',
  '/groups/mine',
  { zh: '我的监督小组', en: 'The groups that the member is in now or was in to the end, the newest first' },
  { ...pageParams, ...filters },
  page(GroupRow.extend({ isLeader: z.boolean(), joinedOn: LocalDate }).meta({ id: 'SupervisionMyGroup' })),
)

export const CertificateRow = z
  .strictObject({
    certificateId: Id,
    groupId: Id,
    groupName: z.string(),
    memberId: Id,
    state: CertificateState,
    /** 证号. */
    number: z.string(),
    units: z.array(UnitRef),
    issuedOn: LocalDate,
    fromOn: LocalDate,
    untilOn: LocalDate,
    /** The last day before it lapsed. */
    lapsedOn: LocalDate.optional(),
    revokedAt: Instant.optional(),
  })
  .meta({ id: 'SupervisionCertificateRow' })
export type CertificateRow = z.infer<typeof CertificateRow>

export const GroupById = query(
  'supervision.group',
  '/groups/:groupId',
  { zh: '监督小组', en: 'One group: members of all times, postings, projects, certificates and what it has done' },
  { groupId: Id },
  GroupRow.extend({
    version: z.int(),
    endCause: GroupEndCause.optional(),
    memberList: z.array(
      z.strictObject({ memberId: Id, isLeader: z.boolean(), fromOn: LocalDate, untilOn: LocalDate.optional() }),
    ),
    postings: z.array(
      z.strictObject({
        unitId: Id,
        name: z.string().optional(),
        fromOn: LocalDate,
        untilOn: LocalDate.optional(),
      }),
    ),
    projectList: z.array(z.strictObject({ projectId: Id, topic: z.string(), year: z.int(), state: ProjectState })),
    certificates: z.array(CertificateRow),
    /** 走访、问题: what the group recorded. */
    work: z.strictObject({ visits: z.int(), findings: z.int(), verified: z.int() }),
    history: z.array(HistoryEntry),
  }).meta({ id: 'SupervisionGroup' }),
)

export const Certificates = query(
  'supervision.certificates',
  '/certificates',
  { zh: '监督员证列表', en: 'Certificates by number, the last one first; a member sees their own' },
  {
    ...pageParams,
    groupId: Id.optional(),
    memberId: Id.optional(),
    year: z.coerce.number().int().min(1949).max(2199).optional(),
    state: several(CertificateState),
  },
  page(CertificateRow),
)

/** Null in every field where there is no such certificate, so that all answers have one shape. */
export const CertificateCheck = query(
  'supervision.certificate-check',
  '/certificates/:code',
  { zh: '监督员证核验', en: 'What anybody may know of a certificate whose code they hold: no name of a person' },
  { code: CertificateCode },
  z
    .strictObject({
      state: CertificateCheckState,
      checkedOn: LocalDate,
      committee: z.string().nullable(),
      number: z.string().nullable(),
      group: z.string().nullable(),
      units: z.array(z.string()).nullable(),
      fromOn: LocalDate.nullable(),
      untilOn: LocalDate.nullable(),
    })
    .meta({ id: 'SupervisionCertificateCheck' }),
)

export const CoverageRow = z
  .strictObject({
    unitId: Id,
    name: z.string(),
    unitKind: UnitKind,
    side: UnitSide,
    groups: z.array(
      z.strictObject({
        groupId: Id,
        name: z.string(),
        fromOn: LocalDate,
        untilOn: LocalDate,
        isSynthetic: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'SupervisionCoverageRow' })
export type CoverageRow = z.infer<typeof CoverageRow>

export const Coverage = query(
  'supervision.coverage',
  '/coverage',
  { zh: '派驻覆盖情况', en: 'Which units have a resident group on a day, and which have none' },
  {
    ...pageParams,
    /** By default today. */
    on: LocalDate.optional(),
    side: several(UnitSide),
    unitKind: several(UnitKind),
    covered: z.stringbool().optional(),
    text: line(100).optional(),
  },
  page(CoverageRow).extend({
    on: LocalDate,
    counts: z.strictObject({
      units: z.int(),
      covered: z.int(),
      uncovered: z.int(),
      residentGroups: z.int(),
      topicalGroups: z.int(),
    }),
    bySide: z.array(z.strictObject({ side: UnitSide, units: z.int(), covered: z.int() })),
    sentence,
  }),
)
