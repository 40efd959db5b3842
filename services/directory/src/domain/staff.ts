import { type CommandOf, directory as d, Refusal } from '@lianxie/contracts'
import { type Body, refuseDissolved } from './body.ts'
import { type Deciding, notBefore } from './deciding.ts'
import { refuseEnded, type Unit } from './unit.ts'

export type Employer = { body: Body } | { unit: Unit }

/** 登记工作人员: somebody works for a body of the committee, or is the contact of a unit. */
export function registerStaff(
  { employer, accountTaken }: { employer: Employer; accountTaken: boolean },
  command: CommandOf<typeof d.RegisterStaff>,
  { newId }: Deciding,
) {
  if ('body' in employer) refuseDissolved(employer.body, 'employer.bodyId')
  else refuseEnded(employer.unit, 'employer.unitId')
  if (accountTaken) throw new Refusal('staff.account_taken', { field: 'accountId' })
  const { accountId, beganOn } = command
  return [
    d.StaffRegistered({
      staffId: newId(),
      employer: command.employer,
      beganOn,
      ...(accountId !== undefined && { accountId }),
    }),
  ]
}

/** 离任 */
export function releaseStaff(
  { staff }: { staff: { beganOn: string; endedOn: string | null } },
  command: CommandOf<typeof d.ReleaseStaff>,
) {
  if (staff.endedOn !== null) throw new Refusal('staff.released', { field: 'staffId' })
  notBefore(command.endedOn, staff.beganOn, 'endedOn')
  return [d.StaffReleased(command)]
}
