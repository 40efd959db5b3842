import type { Answer, CommandType, Role, Row } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import type { words } from './words/zh-cn.ts'

type Session = Answer<'consultations.session'>
type Typed = Readonly<Record<string, unknown>>
export type Options = readonly (readonly [id: string, name: string])[]

/** 会议的一步 that may be taken now, with what it asks for. */
export interface SessionAction {
  command: CommandType
  label: string
  fields: readonly FormField[]
  follows?: string
  body?: (typed: Typed) => Typed
  /** The version that the page has read, where the fields are what is stored. */
  version?: number
  about?: string
}

/** Whom the forms can name: all members and units, and those who take part. */
export interface Named {
  members: Options
  units: Options
  invited: readonly Row<'consultations.session-participants'>[]
  nameOf: (id: string | undefined) => string | undefined
}

/** What this role may do about a session in its state; the service decides in the end. */
export function actionsOf(session: Session, role: Role | undefined, named: Named, w: typeof words): SessionAction[] {
  const isStaff = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const isChair = role === 'CHAIR'
  const { state, minutes } = session
  const upcoming = ['SCHEDULED', 'NOTIFIED', 'POSTPONED', 'ADJOURNED'].includes(state)
  const running = state === 'NOTIFIED' || state === 'ADJOURNED'
  const recorded = (running || state === 'HELD') && minutes !== 'APPROVED'
  const begun = session.startsAt <= new Date().toISOString()
  const of = (kind: 'MEMBER' | 'UNIT'): Options =>
    named.invited
      .filter((one) => one.kind === kind)
      .map(({ participantId }) => [participantId, named.nameOf(participantId) ?? w.unnamed] as const)
  const free = (all: Options) => all.filter(([id]) => !named.invited.some(({ participantId }) => participantId === id))
  const late: FormField = {
    kind: 'text',
    name: 'lateReason',
    label: w.lateReason,
    limit: 500,
    optional: true,
    hint: w.lateHint,
  }
  const why: FormField = { kind: 'text', name: 'reason', label: w.reason, limit: 500 }
  const all: readonly [boolean, SessionAction][] = [
    [
      isStaff && upcoming,
      {
        command: 'consultations.invite-participants',
        label: w.acts.invite,
        fields: [
          { kind: 'several', name: 'members', label: w.members, options: free(named.members), optional: true },
          { kind: 'several', name: 'unitIds', label: w.units, options: free(named.units), optional: true },
        ],
        body: ({ members, ...typed }) => ({
          ...typed,
          members: (members as readonly string[]).map((memberId) => ({ memberId })),
        }),
      },
    ],
    [
      isStaff && state === 'SCHEDULED',
      { command: 'consultations.send-notice', label: w.acts.notice, fields: [late], follows: w.follows.notice },
    ],
    [
      isStaff && running,
      {
        command: 'consultations.open-check-in',
        label: session.checkInOpen ? w.acts.reopenCheckIn : w.acts.openCheckIn,
        fields: [],
        follows: w.follows.openCheckIn,
      },
    ],
    [
      isStaff && recorded,
      {
        command: 'consultations.make-commitment',
        label: w.acts.commitment,
        fields: [
          { kind: 'choice', name: 'unitId', label: w.unit, options: of('UNIT') },
          { kind: 'text', name: 'promise', label: w.promise, limit: 1000 },
          { kind: 'day', name: 'dueOn', label: w.dueOn },
        ],
      },
    ],
    [
      isStaff && recorded,
      {
        command: 'consultations.record-speech',
        label: w.acts.speech,
        fields: [
          { kind: 'choice', name: 'speakerId', label: w.speaker, options: of('MEMBER') },
          {
            kind: 'choice',
            few: true,
            name: 'mode',
            label: w.mode,
            options: Object.entries(w.speechModes),
            value: 'STAGE',
          },
          { kind: 'line', name: 'title', label: w.speechTitle, limit: 200 },
          {
            kind: 'text',
            name: 'text',
            label: w.speechText,
            limit: 20_000,
            optional: true,
            hint: w.speechTextHint,
          },
          { kind: 'files', name: 'file', label: w.speechFile, service: 'consultations', most: 1, optional: true },
        ],
        body: ({ file, ...typed }) => {
          const [first] = file as readonly unknown[]
          return { ...typed, ...(first !== undefined && { file: first }) }
        },
      },
    ],
    [
      // Before the notice questions are collected; what was asked in the session is recorded until its minutes are approved.
      isStaff && (upcoming || recorded),
      {
        command: 'consultations.raise-question',
        label: w.acts.question,
        fields: [
          { kind: 'choice', name: 'unitId', label: w.unit, options: of('UNIT') },
          { kind: 'text', name: 'question', label: w.question, limit: 1000 },
        ],
      },
    ],
    [
      (isStaff || isChair) && running && begun,
      {
        command: 'consultations.hold-session',
        label: w.acts.hold,
        fields: [
          { kind: 'instant', name: 'startedAt', label: w.startedAt },
          { kind: 'instant', name: 'endedAt', label: w.endedAt },
        ],
        follows: w.follows.hold,
      },
    ],
    [
      (isStaff || isChair) && state === 'NOTIFIED' && begun,
      { command: 'consultations.adjourn-session', label: w.acts.adjourn, fields: [why], follows: w.follows.adjourn },
    ],
    [
      isStaff && (upcoming || (state === 'HELD' && minutes !== 'APPROVED')),
      {
        command: 'consultations.remind-of-session',
        label: w.acts.remind,
        fields: [
          {
            kind: 'choice',
            few: true,
            name: 'about',
            label: w.remindOf,
            options: Object.entries(w.deadlines).filter(([about]) => (about === 'MINUTES') === (state === 'HELD')),
            value: state === 'HELD' ? 'MINUTES' : 'MATERIAL',
          },
        ],
      },
    ],
    [
      isStaff && upcoming && named.invited.length > 0,
      {
        command: 'consultations.withdraw-invitation',
        label: w.acts.uninvite,
        fields: [
          { kind: 'several', name: 'participantIds', label: w.participants, options: [...of('MEMBER'), ...of('UNIT')] },
          why,
        ],
      },
    ],
    [
      isStaff && upcoming,
      {
        command: 'consultations.reschedule-session',
        label: w.acts.reschedule,
        fields: [
          { kind: 'instant', name: 'startsAt', label: w.startsAt },
          { kind: 'instant', name: 'endsAt', label: w.endsAt },
          { kind: 'line', name: 'place', label: w.place, limit: 200, value: session.place },
          why,
          late,
        ],
        version: session.version,
      },
    ],
    [
      isStaff && (state === 'SCHEDULED' || state === 'NOTIFIED'),
      { command: 'consultations.postpone-session', label: w.acts.postpone, fields: [why] },
    ],
    [
      isStaff && ['SCHEDULED', 'NOTIFIED', 'POSTPONED'].includes(state),
      { command: 'consultations.cancel-session', label: w.acts.cancel, fields: [why] },
    ],
  ]
  return all.filter(([may]) => may).map(([, action]) => action)
}
