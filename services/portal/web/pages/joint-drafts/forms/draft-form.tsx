import { useNavigate } from '@tanstack/react-router'
import type { ComponentProps } from 'react'
import type { CommandType } from '../../../data/contracts.ts'
import { CommandForm } from '../../../elements/command-form.tsx'
import type { FormField } from '../../../elements/form-field.ts'
import { dayOf } from '../../../look/dates.ts'
import { words } from '../words/index.ts'

/** 起草表单: makes the draft and leads to where it is shown exactly as it would leave. */
export function DraftForm<T extends CommandType>(
  props: Omit<ComponentProps<typeof CommandForm<T>>, 'submit' | 'onDone' | 'onClose'>,
) {
  const w = words.use()
  const navigate = useNavigate()
  return (
    <CommandForm
      {...props}
      submit={w.prepare}
      onDone={([event]) => void navigate({ to: `/joint/drafts/${String(event!.data['draftId'])}` as never })}
    />
  )
}

/** `{ 'approval.organ': '主席会议' }` as the command takes it. */
export function nested(typed: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const made: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(typed)) {
    const [group, field] = name.split('.') as [string, string?]
    if (field === undefined) made[group] = value
    else made[group] = { ...(made[group] as object | undefined), [field]: value }
  }
  return made
}

/** 主席会议决定: which body of the own side agreed, its number, its day. */
export function useApprovalFields(): readonly FormField[] {
  const w = words.use()
  return [
    { kind: 'line', name: 'approval.organ', label: w.organ, limit: 200, value: w.chairsMeeting },
    { kind: 'line', name: 'approval.number', label: w.number, limit: 200, hint: w.numberHint },
    { kind: 'day', name: 'approval.date', label: w.decidedOn, max: dayOf(new Date()) },
  ]
}
