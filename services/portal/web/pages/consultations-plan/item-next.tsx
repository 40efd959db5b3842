import type { Answer, Role, Row } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import type { NextStep } from '../../elements/next-step.ts'
import { NextSteps } from '../../elements/next-steps.tsx'
import { useMembers } from '../supervision-groups/use-members.ts'
import { asItem, itemFields } from './plan-actions.ts'
import { useKnown } from './plan-next.tsx'
import { words } from './words/index.ts'

type Item = Answer<'consultations.plan-item'>
type Typed = Readonly<Record<string, unknown>>

/** 事项下一步: what the service says may be done about the item now, as forms. */
export function ItemNext({
  item,
  sessions,
  role,
}: {
  item: Item
  sessions: readonly Row<'consultations.sessions'>[]
  role: Role | undefined
}) {
  const w = words.use()
  const known = useKnown()
  const isStaff = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const members = useMembers(isStaff)
  const fixed = { itemId: item.itemId }
  const held = sessions.find(({ state }) => state === 'HELD')
  const all: readonly NextStep[] = [
    {
      command: 'consultations.schedule-session',
      label: w.item.schedule,
      fixed,
      fields: [
        { kind: 'line', name: 'title', label: w.item.sessionTitle, limit: 200, value: item.topic },
        { kind: 'instant', name: 'startsAt', label: w.item.startsAt },
        { kind: 'instant', name: 'endsAt', label: w.item.endsAt },
        { kind: 'line', name: 'place', label: w.item.place, limit: 200 },
        {
          kind: 'choice',
          few: true,
          name: 'mode',
          label: w.item.mode,
          options: Object.entries(w.item.modes),
          value: 'ON_SITE',
        },
        {
          kind: 'choice',
          name: 'chairMemberId',
          label: w.item.chair,
          options: members.data ?? [],
        },
        { kind: 'text', name: 'agenda', label: w.item.agenda, limit: 3000, optional: true, hint: w.item.agendaHint },
        {
          kind: 'text',
          name: 'lateReason',
          label: w.item.lateReason,
          limit: 500,
          optional: true,
          hint: w.item.lateHint,
        },
      ],
      body: ({ agenda, ...typed }) => ({ ...typed, agenda: lines(agenda) }),
    },
    {
      command: 'consultations.draft-outcome',
      label: w.item.draftOutcome,
      fixed: { ...fixed, ...(held && { sessionId: held.sessionId }) },
      fields: [
        {
          kind: 'choice',
          name: 'kind',
          label: w.item.outcomeKind,
          options: Object.entries(w.item.outcomeKinds),
          value: 'RECOMMENDATION',
        },
        { kind: 'line', name: 'title', label: w.item.outcomeTitle, limit: 200 },
        {
          kind: 'text',
          name: 'suggestions',
          label: w.item.suggestionTexts,
          limit: 20_000,
          hint: w.item.suggestionHint,
        },
        { kind: 'choice', name: 'unitId', label: w.item.suggestionUnit, options: known.units, optional: true },
      ],
      body: ({ suggestions, unitId, ...typed }) => ({
        ...typed,
        suggestions: lines(suggestions).map((text) => ({ text, ...(unitId !== undefined && { unitId }) })),
      }),
    },
    {
      command: 'consultations.shortlist-topic',
      label: w.itemActs.shortlist,
      edits: true,
      fixed,
      fields: filled(itemFields(w, known), item),
      body: asItem,
    },
    {
      command: 'consultations.revise-item',
      label: w.itemActs.revise,
      edits: true,
      fixed,
      fields: filled(itemFields(w, known), item),
      body: (typed) => ({ ...item.details, ...asItem(typed) }),
    },
    {
      command: 'consultations.decline-topic',
      label: w.itemActs.decline,
      fixed,
      fields: [{ kind: 'text', name: 'reason', label: w.reason, limit: 500 }],
    },
    {
      command: 'consultations.withdraw-item',
      label: w.itemActs.withdraw,
      fixed,
      fields: [{ kind: 'text', name: 'reason', label: w.reason, limit: 500 }],
    },
  ]
  const steps = all
    .filter((step) => item.next.some(({ command }) => command === step.command))
    .map((step) => (step.edits ? { ...step, version: item.version } : step))
  return <NextSteps title={w.next} steps={steps} done={w.done} confirm={w.confirm} />
}

const lines = (text: unknown): string[] =>
  (typeof text === 'string' ? text : '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')

/** The fields with what the item says already. */
const filled = (fields: readonly FormField[], item: Item): readonly FormField[] => {
  const said: Typed = { ...item.details, topic: item.topic, form: item.form, months: item.months.map(String) }
  return fields.map((field) => {
    const value = said[field.name]
    return value === undefined ? field : ({ ...field, value } as FormField)
  })
}
