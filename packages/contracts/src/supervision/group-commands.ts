import { z } from 'zod'
import { command } from '../define.ts'
import { Id, line, LocalDate } from '../primitives.ts'
import { distinctIds, Reason, SupervisionGroupKind } from './supervision.ts'

const groupId = Id

export const FormGroup = command(
  'supervision.form-group',
  { zh: '组建监督小组', en: 'Forms a group of supervision for a term; a resident one is posted to departments' },
  {
    kind: SupervisionGroupKind,
    name: line(100),
    /** 派驻单位, of a resident group. */
    unitId: Id.optional(),
    /** 其他派驻单位, where one group answers for several departments. */
    alsoUnitIds: distinctIds(49).default([]),
    /** 牵头机构. */
    bodyId: Id.optional(),
    leaderId: Id,
    /** Beside the leader. */
    memberIds: distinctIds(100).default([]),
    fromOn: LocalDate,
    untilOn: LocalDate,
    /** 示例数据: the posting is made up. */
    synthetic: z.literal(true).optional(),
  },
)
export const ChangeGroup = command(
  'supervision.change-group',
  { zh: '调整监督小组', en: 'Changes the name, leader or members of a group from a day on' },
  {
    groupId,
    name: line(100),
    bodyId: Id.optional(),
    leaderId: Id,
    /** All of them, beside the leader. */
    memberIds: distinctIds(100).default([]),
    changedOn: LocalDate,
    reason: Reason,
  },
)
export const PostGroup = command(
  'supervision.post-group',
  { zh: '委派监督小组', en: 'Posts a resident group to other departments from a day on' },
  {
    groupId,
    /** All of them, the one in charge first. */
    unitIds: distinctIds(50).min(1),
    postedOn: LocalDate,
    reason: Reason,
  },
)
export const ExtendGroup = command(
  'supervision.extend-group',
  { zh: '延长小组任期', en: 'Extends the term of a group, also of one whose term ran out' },
  { groupId, untilOn: LocalDate, reason: Reason },
)
export const EndGroup = command(
  'supervision.end-group',
  { zh: '结束监督小组', en: 'Ends a group before its term' },
  { groupId, endedOn: LocalDate, reason: Reason },
)
/** 任期届满: asked by the service itself when the last day of a term is over. */
export const LapseGroup = command(
  'supervision.lapse-group',
  { zh: '小组任期届满', en: 'Ends a group whose term is over' },
  {
    groupId,
    /** The term by which this was planned: an extended one goes on. */
    ifUntil: LocalDate,
  },
)
/** 任期提醒: asked by the service itself on the days before the end of a term. */
export const RemindOfGroupTerm = command(
  'supervision.remind-of-group-term',
  { zh: '提醒小组任期将满', en: 'Reminds of the end of a group’s term' },
  {
    groupId,
    /** The term by which this was planned: of one that was extended nobody is reminded early. */
    ifUntil: LocalDate,
  },
)
export const IssueCertificate = command(
  'supervision.issue-certificate',
  { zh: '发放监督员证', en: 'Issues a certificate to a member of a group, by default for the rest of its term' },
  { groupId, memberId: Id, fromOn: LocalDate.optional(), untilOn: LocalDate.optional() },
)
export const RevokeCertificate = command(
  'supervision.revoke-certificate',
  { zh: '注销监督员证', en: 'Revokes a certificate' },
  { groupId, certificateId: Id, reason: Reason },
)
