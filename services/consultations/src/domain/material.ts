import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import type { Deciding } from './plan.ts'
import {
  isLate,
  isUnit,
  notFound,
  type Participant,
  requireOwnUnit,
  requireSessionState,
  type Session,
  UPCOMING,
} from './session.ts'

/** 会议材料. */
export interface Material {
  id: string
  state: c.MaterialState
  unitId?: string
}

/** 提交材料: by the office, or by a unit that takes part; so many working days before the session, later ones are marked. */
export function addMaterial(
  { session, participants }: { session: Session; participants: Participant[] },
  { title, file, audience }: CommandOf<typeof c.AddMaterial>,
  { now, actor, newId }: Deciding,
) {
  const unitId = isUnit(actor) ? invitedUnit(session, participants, actor.units) : undefined
  requireSessionState(session, UPCOMING)
  return [
    c.SessionMaterialAdded({
      sessionId: session.id,
      materialId: newId(),
      title,
      file,
      audience,
      ...(unitId !== undefined && { unitId }),
      late: isLate(session.materialDeadline, now),
    }),
  ]
}

/** 审定材料: a chair releases it to its readers. */
export function releaseMaterial({ session, material }: { session: Session; material: Material }) {
  requireSessionState(session, UPCOMING)
  requireMaterialState(material, ['ADDED'])
  return [c.SessionMaterialReleased({ sessionId: session.id, materialId: material.id })]
}

/** 撤回材料: by the office, or by the unit that wrote it while it is not released. */
export function withdrawMaterial(
  { session, material }: { session: Session; material: Material },
  { reason }: CommandOf<typeof c.WithdrawMaterial>,
  { actor }: Deciding,
) {
  requireOwnUnit(actor, material.unitId, 'materialId')
  requireSessionState(session, UPCOMING)
  requireMaterialState(material, isUnit(actor) ? ['ADDED'] : ['ADDED', 'RELEASED'])
  return [c.SessionMaterialWithdrawn({ sessionId: session.id, materialId: material.id, reason })]
}

function requireMaterialState(material: Material, states: readonly c.MaterialState[]): void {
  if (!states.includes(material.state)) {
    throw new Refusal('material.wrong_state', { field: 'materialId', state: material.state, expected: states })
  }
}

/** The unit of the actor that is invited and has been told so; to all others the session does not exist. */
export function invitedUnit(session: Session, participants: readonly Participant[], units: readonly string[]): string {
  const own = participants.find(({ kind, participantId }) => kind === 'UNIT' && units.includes(participantId))
  if (!own || !session.announced) throw notFound('sessionId')
  return own.participantId
}
