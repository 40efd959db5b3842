import { z } from 'zod'
import { command } from '../define.ts'
import { CommitteeId, Id, line, LocalDate } from '../primitives.ts'
import { BodyKind, CommitteeLevel, Duty, Reason, TermNumber, UnitKind, UnitSide } from './parts.ts'

/** Public facts of a committee. */
export const committeeFacts = {
  name: line(60),
  fullName: line(100),
  level: CommitteeLevel,
  district: line(40),
  city: line(40).optional(),
  province: line(40).optional(),
  /** 行政区划代码 GB/T 2260 */
  adcode: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
}

export const RecordCommittee = command(
  'directory.record-committee',
  {
    zh: '登记本会或伙伴委员会的公开信息；再次登记即更新',
    en: 'Record the public facts of the own or a partner committee',
  },
  { committeeId: CommitteeId, ...committeeFacts },
)

export const FormBody = command(
  'directory.form-body',
  { zh: '设立机构（专委会、工委、小组等）', en: 'Form a body' },
  {
    bodyKind: BodyKind,
    name: line(100),
    shortName: line(40).optional(),
    parentId: Id.optional(),
    termNumber: TermNumber.optional(),
    formedOn: LocalDate,
  },
)

export const ChangeBody = command(
  'directory.change-body',
  { zh: '更名或调整机构', en: 'Rename or change a body' },
  {
    bodyId: Id,
    name: line(100),
    shortName: line(40).optional(),
    bodyKind: BodyKind,
    parentId: Id.optional(),
    effectiveOn: LocalDate,
    reason: Reason,
  },
)

export const DissolveBody = command(
  'directory.dissolve-body',
  { zh: '撤销机构；须先调整其成员和下属机构', en: 'Dissolve a body that has neither members nor parts any more' },
  { bodyId: Id, dissolvedOn: LocalDate, reason: Reason },
)

export const DefineSector = command(
  'directory.define-sector',
  { zh: '设置界别', en: 'Define a sector' },
  { name: line(60), activityGroup: line(60).optional(), definedOn: LocalDate },
)

export const RenameSector = command(
  'directory.rename-sector',
  { zh: '界别更名', en: 'Rename a sector' },
  { sectorId: Id, name: line(60), activityGroup: line(60).optional(), effectiveOn: LocalDate, reason: Reason },
)

export const RetireSector = command(
  'directory.retire-sector',
  { zh: '停用界别；须先调整该界别的在任委员', en: 'Retire a sector for which nobody sits any more' },
  { sectorId: Id, retiredOn: LocalDate, reason: Reason },
)

const unit = {
  name: line(100),
  shortName: line(40).optional(),
  unitKind: UnitKind,
  side: UnitSide,
  superiorId: Id.optional(),
  duties: z.array(Duty).max(100).default([]),
}

export const RegisterUnit = command(
  'directory.register-unit',
  { zh: '登记承办单位及其职责目录', en: 'Register a handling unit with its duties' },
  { ...unit, registeredOn: LocalDate },
)

export const ChangeUnit = command(
  'directory.change-unit',
  { zh: '单位更名、调整归口或职责', en: 'Rename a unit, change its side or its duties' },
  { unitId: Id, ...unit, effectiveOn: LocalDate, reason: Reason },
)

export const MergeUnits = command(
  'directory.merge-units',
  {
    zh: '单位合并：被并单位的职责转入存续单位',
    en: 'Merge units: the duties of the others pass to the one that remains',
  },
  { intoId: Id, fromIds: z.array(Id).min(1).max(20), mergedOn: LocalDate, reason: Reason },
)

export const CloseUnit = command(
  'directory.close-unit',
  { zh: '撤销单位', en: 'Close a unit' },
  { unitId: Id, closedOn: LocalDate, reason: Reason },
)
