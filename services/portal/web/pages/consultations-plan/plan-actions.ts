import type { Answer, CommandType } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import type { words } from './words/zh-cn.ts'

type Plan = Answer<'consultations.plan'>
type Words = typeof words
type Typed = Readonly<Record<string, unknown>>
export type Options = readonly (readonly [id: string, name: string])[]

/** 计划的一步 that whoever looks may take now, with what it asks for. */
export interface PlanAction {
  command: CommandType
  label: string
  follows?: string
  fixed: Typed
  fields: readonly FormField[]
  body?: (typed: Typed) => Typed
  /** Another page does it. */
  href?: string
}

/** Names that the forms offer. */
export interface Known {
  units: Options
  bodies: Options
  /** Whom a unit's account acts for. */
  ownUnits: readonly string[]
  today: string
}

/** The steps that the service names for the reader, as forms. Changes of an adopted plan are made at the item. */
export function actionsOf(plan: Plan, known: Known, w: Words): readonly PlanAction[] {
  return plan.next.flatMap(({ command }) => {
    const action = actionOf(command as CommandType, plan, known, w)
    return action ? [action] : []
  })
}

function actionOf(command: CommandType, plan: Plan, known: Known, w: Words): PlanAction | undefined {
  const fixed = { planId: plan.planId }
  const { units, bodies, ownUnits, today } = known
  const act = (label: string, fields: readonly FormField[] = [], more: Partial<PlanAction> = {}): PlanAction => ({
    command,
    label,
    fixed,
    fields,
    ...more,
  })
  const partyOptions = [...bodies.map(tagged('BODY')), ...units.map(tagged('UNIT'))]
  switch (command) {
    case 'consultations.call-topics':
      return act(
        w.acts.call,
        [
          {
            kind: 'several',
            name: 'asked',
            label: w.asked,
            options: [...Object.entries(w.sides), ...partyOptions],
            value: ['MEMBERS'],
          },
          { kind: 'day', name: 'deadline', label: w.callDeadline, min: today },
          { kind: 'text', name: 'notice', label: w.notice, limit: 3000 },
        ],
        { body: (typed) => ({ ...typed, asked: parties(typed['asked']) }) },
      )
    case 'consultations.close-topic-call':
      return act(w.acts.closeCall, [], { follows: w.follows.closeCall })
    case 'consultations.propose-topic':
      return act(
        w.acts.propose,
        [
          { kind: 'line', name: 'topic', label: w.topic, limit: 200 },
          { kind: 'text', name: 'reason', label: w.topicReason, limit: 2000, optional: true },
          { kind: 'choice', name: 'source', label: w.source, options: Object.entries(w.sources), value: 'OFFICE' },
        ],
        { body: ({ source, ...typed }) => ({ ...typed, source: { kind: source } }) },
      )
    case 'consultations.add-item':
      return act(w.acts.add, itemFields(w, known), { body: asItem })
    case 'consultations.confirm-plan-import':
      return act(w.acts.import, [], { href: '/consultations/import' })
    case 'consultations.request-plan-opinions':
      return act(w.acts.request, [
        { kind: 'several', name: 'unitIds', label: w.opinionUnits, options: units },
        { kind: 'day', name: 'due', label: w.opinionDue, min: today },
      ])
    case 'consultations.give-plan-opinion': {
      const open = plan.opinions.filter(({ opinion }) => opinion === undefined).map(({ unit }) => unit)
      if (open.length === 0) return undefined
      return act(w.acts.opinion, [
        choice(
          'unitId',
          w.opinionUnit,
          open.map(({ id, name }) => [id, name ?? w.unnamed] as const),
          open[0]!.id,
        ),
        {
          kind: 'choice',
          few: true,
          name: 'opinion',
          label: w.opinion,
          options: Object.entries(w.opinions),
          value: 'AGREED',
        },
        { kind: 'text', name: 'text', label: w.opinionText, limit: 3000, optional: true },
      ])
    }
    case 'consultations.submit-plan':
      return act(w.acts.submit, [], { follows: w.follows.submit })
    case 'consultations.deliberate-plan':
      return act(w.acts.deliberate, [
        {
          kind: 'choice',
          few: true,
          name: 'body',
          label: w.deliberatedBy,
          options: Object.entries(w.deliberators),
          value: 'CHAIRPERSONS_MEETING',
        },
        { kind: 'line', name: 'meeting', label: w.meeting, limit: 60, hint: w.meetingHint },
        { kind: 'day', name: 'heldOn', label: w.heldOn, value: today, max: today },
        {
          kind: 'choice',
          few: true,
          name: 'result',
          label: w.result,
          options: Object.entries(w.results),
          value: 'PASSED',
        },
        { kind: 'text', name: 'reason', label: w.resultReason, limit: 500, optional: true },
      ])
    case 'consultations.return-plan':
      return act(w.acts.return, [{ kind: 'text', name: 'reason', label: w.reason, limit: 500 }])
    case 'consultations.adopt-plan':
      return act(w.acts.adopt, decisionFields(w, today), { follows: w.follows.adopt })
    case 'consultations.forward-plan':
      return act(
        w.acts.forward,
        [
          { kind: 'line', name: 'documentNumber', label: w.documentNumber, limit: 60 },
          { kind: 'day', name: 'forwardedOn', label: w.forwardedOn, value: today, max: today },
          { kind: 'day', name: 'readBy', label: w.readBy, min: today, optional: true },
          { kind: 'several', name: 'recipients', label: w.recipients, options: partyOptions },
        ],
        { body: (typed) => ({ ...typed, recipients: parties(typed['recipients']) }) },
      )
    case 'consultations.confirm-plan-read': {
      const own = ownUnits.length > 0 ? units.filter(([id]) => ownUnits.includes(id)).map(tagged('UNIT')) : partyOptions
      return act(w.acts.read, [choice('recipient', w.recipient, own, own.length === 1 ? own[0]![0] : '')], {
        body: (typed) => ({ recipient: parties([typed['recipient']])[0] }),
      })
    }
    case 'consultations.remind-plan-readers':
      return act(w.acts.remind, [], { follows: w.follows.remind })
    case 'consultations.publish-plan':
      return act(w.acts.publish, [], { follows: w.follows.publish })
    default:
      return undefined
  }
}

/** 事项的各栏 of a draft. */
export function itemFields(w: Words, { units, bodies }: Known): readonly FormField[] {
  const months = Array.from({ length: 12 }, (_, at) => [String(at + 1), w.month(String(at + 1))] as const)
  return [
    choice('form', w.form, Object.entries(w.forms)),
    { kind: 'line', name: 'topic', label: w.topic, limit: 200 },
    { kind: 'text', name: 'summary', label: w.summary, limit: 2000, optional: true },
    { kind: 'several', name: 'months', label: w.months, options: months, optional: true },
    { ...choice('leadBodyId', w.leadBody, bodies), optional: true },
    { kind: 'line', name: 'leaderPost', label: w.leaderPost, limit: 40, optional: true, hint: w.leaderPostHint },
    { kind: 'several', name: 'counterpartUnitIds', label: w.counterparts, options: units, optional: true },
  ]
}

export const asItem = (typed: Typed): Typed => ({ ...typed, months: ((typed['months'] ?? []) as string[]).map(Number) })

/** 审定机关、文号、日期: what an adoption and an amendment rest on. */
export const decisionFields = (w: Words, today: string): readonly FormField[] => [
  {
    kind: 'choice',
    few: true,
    name: 'adoptedBy',
    label: w.adoptedBy,
    options: Object.entries(w.adopters),
    value: 'PARTY_STANDING_COMMITTEE',
  },
  { kind: 'line', name: 'documentNumber', label: w.documentNumber, limit: 60, hint: w.documentHint },
  { kind: 'day', name: 'decidedOn', label: w.decidedOn, value: today, max: today },
]

const choice = (name: string, label: string, options: Options, value = ''): FormField => ({
  kind: 'choice',
  name,
  label,
  options,
  value,
})
const tagged =
  (kind: string) =>
  ([id, name]: readonly [string, string]) =>
    [`${kind} ${id}`, name] as const
const parties = (chosen: unknown) =>
  (chosen as readonly string[]).map((one) => {
    const [kind, id] = one.split(' ')
    return id === undefined ? { kind } : { kind, id }
  })
