import { defaultValues } from '@lianxie/policy'
import { deadlinesBefore, type Participant, type Session } from './session.ts'

/** Sessions and participants for tests. */
export const memberId = '00000000-0000-4000-8000-000000000001'
export const chairId = '00000000-0000-4000-8000-000000000002'

const startsAt = new Date('2022-10-28T01:00:00.000Z')

export const notified: Session = {
  id: '00000000-0000-4000-8000-0000000000a1',
  itemId: '00000000-0000-4000-8000-0000000000b1',
  form: 'THEMATIC',
  title: '专题协商会',
  state: 'NOTIFIED',
  startsAt,
  endsAt: new Date('2022-10-28T03:00:00.000Z'),
  chairMemberId: chairId,
  ...deadlinesBefore({ values: defaultValues }, startsAt.toISOString()),
  announced: true,
  checkInOpen: true,
  minutesState: 'NONE',
  minutesVersion: 0,
}

export const one = (more: Partial<Participant> = {}): Participant => ({
  participantId: crypto.randomUUID(),
  kind: 'MEMBER',
  capacity: 'ATTENDEE',
  ...more,
})

export const deciding = (now: Date) => ({
  now,
  actor: { id: 'staff-1', role: 'STAFF_CONSULTATION' as const, units: [] },
  newId: () => crypto.randomUUID(),
})
