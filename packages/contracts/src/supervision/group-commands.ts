import { command } from '../define.ts'
import { Id, line, LocalDate } from '../primitives.ts'
import { distinctIds, SupervisionGroupKind } from './supervision.ts'

export const FormGroup = command(
  'supervision.form-group',
  { zh: '组建监督小组', en: 'Forms a group of supervision for a term; a resident one is posted to a department' },
  {
    kind: SupervisionGroupKind,
    name: line(100),
    /** 派驻单位, of a resident group. */
    unitId: Id.optional(),
    /** 牵头机构. */
    bodyId: Id.optional(),
    leaderId: Id,
    /** Beside the leader. */
    memberIds: distinctIds(100).default([]),
    fromOn: LocalDate,
    untilOn: LocalDate,
  },
)
