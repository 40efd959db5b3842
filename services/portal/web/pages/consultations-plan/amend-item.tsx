import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import type { FormField } from '../../elements/form-field.ts'
import { Note } from '../../elements/states.tsx'
import { decisionFields } from './plan-actions.ts'
import { useKnown } from './plan-next.tsx'
import { words } from './words/index.ts'

/** 计划调整: another time, topic or body for an item of the adopted plan, or its end; only by a decision with its number. */
export function AmendItem({
  item,
  plan,
}: {
  item: Answer<'consultations.plan-item'>
  plan: Answer<'consultations.plan'>
}) {
  const w = words.use()
  const { bodies, today } = useKnown()
  const [open, setOpen] = useState<'CHANGE' | 'CANCEL'>()
  const [done, setDone] = useState<string>()
  const { details } = item
  if (!details) return null
  const months = Array.from({ length: 12 }, (_, at) => [String(at + 1), w.month(String(at + 1))] as const)
  const decision = decisionFields(w, today).map((one) =>
    one.name === 'adoptedBy' && one.kind === 'choice' ? { ...one, value: plan.adoption?.adoptedBy ?? '' } : one,
  )
  const why: FormField = { kind: 'text', name: 'reason', label: w.amendReason, limit: 500 }
  const change: readonly FormField[] = [
    { kind: 'line', name: 'topic', label: w.topic, limit: 200, value: details.topic },
    {
      kind: 'several',
      name: 'months',
      label: w.months,
      options: months,
      value: details.months.map(String),
      optional: true,
    },
    {
      kind: 'choice',
      name: 'leadBodyId',
      label: w.leadBody,
      options: bodies,
      value: details.leadBodyId ?? '',
      optional: true,
    },
  ]
  return (
    <div className="stack" style={{ '--g': '12px' } as React.CSSProperties}>
      {done !== undefined && <Note kind="ok">{w.done(done)}</Note>}
      <div className="row wrap">
        {(['CHANGE', 'CANCEL'] as const).map((kind) => (
          <button
            type="button"
            key={kind}
            className="btn"
            aria-expanded={open === kind}
            onClick={() => {
              setOpen(open === kind ? undefined : kind)
              setDone(undefined)
            }}
          >
            {w.amend[kind]}
          </button>
        ))}
      </div>
      {open && (
        <div className="formbox">
          <CommandForm
            key={open}
            command="consultations.amend-plan"
            fixed={{ planId: plan.planId }}
            fields={[...(open === 'CHANGE' ? change : []), ...decision, why]}
            body={({ topic, months: chosen, leadBodyId, ...rest }) => ({
              ...rest,
              changes: [
                open === 'CANCEL'
                  ? { change: 'CANCEL', itemId: item.itemId, reason: rest['reason'] }
                  : {
                      ...details,
                      change: 'CHANGE',
                      itemId: item.itemId,
                      topic,
                      months: ((chosen ?? []) as string[]).map(Number).toSorted((a, b) => a - b),
                      leadBodyId,
                    },
              ],
            })}
            version={item.planVersion}
            edits={open === 'CHANGE'}
            submit={w.confirm(w.amend[open])}
            onClose={() => setOpen(undefined)}
            onDone={() => {
              setDone(w.amend[open])
              setOpen(undefined)
            }}
          >
            <p className="sub">{w.amendRule}</p>
          </CommandForm>
        </div>
      )}
    </div>
  )
}
