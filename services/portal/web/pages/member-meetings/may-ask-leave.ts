import type { Answer } from '../../data/contracts.ts'

type Session = Pick<Answer<'consultations.session'>, 'own' | 'state' | 'endsAt'>

/** 能否请假: as the service decides it; a refused leave may be asked for again. */
export const mayAskLeave = ({ own, state, endsAt }: Session, now: Date): boolean =>
  own !== undefined &&
  (own.leave === undefined || own.leave === 'REFUSED') &&
  own.attendance === undefined &&
  ['NOTIFIED', 'POSTPONED', 'ADJOURNED'].includes(state) &&
  now.toISOString() < endsAt
