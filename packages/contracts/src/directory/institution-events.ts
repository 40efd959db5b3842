import { z } from 'zod'
import { event } from '../define.ts'
import { CommitteeId, Id, line, LocalDate } from '../primitives.ts'
import { committeeFacts } from './institution-commands.ts'
import { BodyKind, Duty, FormerName, Reason, TermNumber, UnitKind, UnitSide } from './parts.ts'

export const CommitteeRecorded = event(
  'directory.committee-recorded',
  1,
  {
    zh: '委员会信息已登记',
    en: 'The public facts of a committee were recorded',
    aggregate: 'committee',
    key: 'committeeId',
    classification: 'public',
  },
  { committeeId: CommitteeId, ...committeeFacts },
)

const body = { aggregate: 'body', key: 'bodyId', classification: 'public' } as const
const bodyFacts = {
  bodyId: Id,
  bodyKind: BodyKind,
  name: line(100),
  shortName: line(40).optional(),
  parentId: Id.optional(),
}

export const BodyFormed = event(
  'directory.body-formed',
  1,
  { zh: '机构已设立', en: 'A body was formed', ...body },
  { ...bodyFacts, termNumber: TermNumber.optional(), formedOn: LocalDate },
)

export const BodyChanged = event(
  'directory.body-changed',
  1,
  { zh: '机构已变更', en: 'A body was renamed or changed', ...body },
  { ...bodyFacts, effectiveOn: LocalDate, reason: Reason },
)

export const BodyDissolved = event(
  'directory.body-dissolved',
  1,
  { zh: '机构已撤销', en: 'A body was dissolved', ...body },
  { bodyId: Id, dissolvedOn: LocalDate, reason: Reason },
)

const sector = { aggregate: 'sector', key: 'sectorId', classification: 'public' } as const
const sectorFacts = { sectorId: Id, name: line(60), activityGroup: line(60).optional() }

export const SectorDefined = event(
  'directory.sector-defined',
  1,
  { zh: '界别已设置', en: 'A sector was defined', ...sector },
  { ...sectorFacts, definedOn: LocalDate },
)

export const SectorRenamed = event(
  'directory.sector-renamed',
  1,
  { zh: '界别已更名', en: 'A sector was renamed', ...sector },
  { ...sectorFacts, effectiveOn: LocalDate, reason: Reason },
)

export const SectorRetired = event(
  'directory.sector-retired',
  1,
  { zh: '界别已停用', en: 'A sector was retired', ...sector },
  { sectorId: Id, retiredOn: LocalDate, reason: Reason },
)

const unit = { aggregate: 'unit', key: 'unitId', classification: 'public' } as const
const unitFacts = {
  unitId: Id,
  name: line(100),
  shortName: line(40).optional(),
  unitKind: UnitKind,
  side: UnitSide,
  superiorId: Id.optional(),
  duties: z.array(Duty).max(1000),
}

export const UnitRegistered = event(
  'directory.unit-registered',
  1,
  { zh: '单位已登记', en: 'A unit was registered', ...unit },
  { ...unitFacts, registeredOn: LocalDate },
)

export const UnitChanged = event(
  'directory.unit-changed',
  1,
  { zh: '单位已变更', en: 'A unit was renamed, or its duties changed', ...unit },
  {
    ...unitFacts,
    /** All so far, in the order in which they were given up; events of earlier times do not tell. */
    formerNames: z.array(FormerName).max(1000).optional(),
    effectiveOn: LocalDate,
    reason: Reason,
  },
)

export const UnitMerged = event(
  'directory.unit-merged',
  1,
  { zh: '单位已并入其他单位', en: 'A unit became part of another and is no longer addressed', ...unit },
  { unitId: Id, intoId: Id, mergedOn: LocalDate, reason: Reason },
)

export const UnitClosed = event(
  'directory.unit-closed',
  1,
  { zh: '单位已撤销', en: 'A unit was closed', ...unit },
  { unitId: Id, closedOn: LocalDate, reason: Reason },
)
