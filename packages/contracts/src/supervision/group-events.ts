import { event } from '../define.ts'
import { Id, line, LocalDate } from '../primitives.ts'
import { distinctIds, SupervisionGroupKind } from './supervision.ts'

const about = { aggregate: 'group', key: 'groupId' } as const

export const GroupFormed = event(
  'supervision.group-formed',
  1,
  { zh: '监督小组已组建', en: 'A group of supervision was formed', ...about },
  {
    groupId: Id,
    kind: SupervisionGroupKind,
    name: line(100),
    unitId: Id.optional(),
    bodyId: Id.optional(),
    leaderId: Id,
    memberIds: distinctIds(100),
    fromOn: LocalDate,
    untilOn: LocalDate,
  },
)
