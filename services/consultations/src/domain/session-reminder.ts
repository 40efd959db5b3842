import { type CommandOf, consultations as c, Refusal } from '@lianxie/contracts'
import { daysLeft } from '@lianxie/policy'
import type { Deciding } from './plan.ts'
import type { Session } from './session.ts'

/** 会议催办: of the notice, the material or the minutes, as long as it is still owed. */
export function remindOfSession(
  { session, materials }: { session: Session; materials: number },
  { about, ifDue }: CommandOf<typeof c.RemindOfSession>,
  { now }: Deciding,
) {
  const deadline = owed(session, about, materials)
  if (!deadline || (ifDue !== undefined && ifDue !== deadline.due)) {
    if (ifDue !== undefined) return []
    throw new Refusal('reminder.nothing_due', { field: 'about' })
  }
  return [c.SessionReminded({ sessionId: session.id, about, due: deadline.due, daysLeft: daysLeft(deadline.due, now) })]
}

/** The deadline of a duty that is not done yet. */
function owed(session: Session, about: c.SessionDuty, materials: number): c.Deadline | undefined {
  switch (about) {
    case 'NOTICE':
      return session.state === 'SCHEDULED' ? session.noticeDeadline : undefined
    case 'MATERIAL': {
      const isAhead = session.state === 'SCHEDULED' || session.state === 'NOTIFIED'
      return isAhead && materials === 0 ? session.materialDeadline : undefined
    }
    case 'MINUTES':
      return session.state === 'HELD' && session.minutesState !== 'APPROVED' ? session.minutesDeadline : undefined
  }
}
