import { useRef, useState } from 'react'
import type { CommandType } from '../../../data/contracts.ts'
import { useSession } from '../../../data/session.ts'
import { useCommand } from '../../../data/use-command.ts'
import { Dialog } from '../../../elements/dialog.tsx'
import { PageRefusal, useFocusRefused } from '../../../elements/field.tsx'
import { useMerging } from '../../../elements/merging.tsx'
import { useProof } from '../../../elements/proof.tsx'
import { dayOf } from '../../../look/dates.ts'
import { words } from '../words/index.ts'
import type { Possible } from './facts.ts'
import { FieldControl } from './field-control.tsx'
import { type ActionKey, specOf } from './specs.ts'
import { bodyOf, initialValues, isShown, missingIn, namedWith, readable } from './values.ts'

/** 办理一件事: the fields of an action, each refusal under its own; a signature asks for the second factor first. */
export function ActionDialog({
  action,
  name,
  subject,
  onDone,
  onClose,
}: {
  action: Possible
  /** 第 057 号. */
  name: string
  subject: string
  onDone: (key: ActionKey) => void
  onClose: () => void
}) {
  const w = words.use()
  const spec = specOf(action.key)
  const { data: session } = useSession()
  const form = useRef<HTMLDivElement>(null)
  const named = action.initial?.['handlers']
  const handlers = action.key === 'nameHandler' ? { handlers: namedWith(named, session?.userName) } : {}
  const stored = initialValues(spec.fields, { ...action.initial, ...handlers }, dayOf(new Date()))
  const [values, setValues] = useState(stored)
  const [missing, setMissing] = useState<string>()
  const command = useCommand<CommandType>(spec.command, { onDone: () => onDone(action.key) })
  const sha256 = action.given['sha256']
  const { version } = action
  const send = () =>
    command.mutate(
      {
        body: { ...action.given, ...bodyOf(spec.fields, values) } as never,
        ...(version !== undefined && { version }),
      },
      { onError: merging.failed },
    )
  const fieldOf = (name: string) => spec.fields.find((field) => field.name === name)!
  const merging = useMerging({
    edits: version !== undefined,
    version,
    typed: values,
    stored,
    label: (name) => w.fields[fieldOf(name).label],
    show: (name, value) => readable(w, fieldOf(name), value),
    joins: (name) => ['text', 'files', 'promises'].includes(fieldOf(name).kind),
    send,
    onMerged: (merged) => {
      setValues(merged)
      command.reset()
    },
  })
  const proof = useProof(command.error, send, {
    thing: w.signThing(name, subject),
    consequence: w.undone,
    fingerprint: typeof sha256 === 'string' ? sha256 : undefined,
  })
  const { error } = proof
  useFocusRefused(form, error ?? missing)
  const submit = () => {
    const lacking = missingIn(spec.fields, values)
    setMissing(lacking?.name)
    if (lacking) return
    if (spec.stepUp) proof.ask()
    else merging.submit()
  }
  const title = action.of ? w.of(w.actions[action.key], action.of) : w.actions[action.key]
  const fields = spec.fields.map((field) => field.name.replace(/\.\d+$/, ''))
  return (
    <>
      <Dialog
        open={!proof.isOpen}
        title={title}
        onClose={() => !proof.isOpen && onClose()}
        foot={
          <>
            <button
              type="button"
              className={spec.stepUp ? 'btn sign' : 'btn go'}
              disabled={command.isPending}
              aria-busy={command.isPending}
              onClick={submit}
            >
              {w.actions[action.key]}
            </button>
            <span className="small mute grow">{w.undone}</span>
          </>
        }
      >
        <div ref={form} className="stack actionform" style={{ '--g': '14px' } as React.CSSProperties}>
          <p className="song">
            {name} {subject}
          </p>
          {spec.fields
            .filter((field) => isShown(field, values))
            .map((field) => (
              <FieldControl
                key={field.name}
                spec={field}
                value={values[field.name]}
                onChange={(value) => setValues((now) => ({ ...now, [field.name]: value }))}
                error={error}
                own={missing === field.name ? w.required : undefined}
                caseId={String(action.given['proposalId'])}
              />
            ))}
          {merging.told}
          <PageRefusal error={error} fields={fields} />
        </div>
      </Dialog>
      {merging.dialog}
      {proof.dialog}
    </>
  )
}
