import { type ReactNode, useRef, useState } from 'react'
import type { CommandType } from '../data/contracts.ts'
import { type HappenedEvent, useCommand } from '../data/use-command.ts'
import { core } from '../words/index.ts'
import { Field, PageRefusal, RefusalText, useFocusRefused } from './field.tsx'
import { isStale, refusalAt } from '../data/problem.ts'
import { FilesField } from './files-field.tsx'
import {
  beginOf,
  canJoin,
  type FormField,
  heldOf,
  type KeptFile,
  sentOf,
  shownOf,
  type Value,
  valueOf,
  wrongOf,
} from './form-field.ts'
import { useMerging } from './merging.tsx'
import { Segments } from './segments.tsx'
import { Note } from './states.tsx'

type Values = Readonly<Record<string, Value>>

/**
 * 办理表单: the fields of one command under its button. Refusals stand at their fields, nothing typed is lost, and what is
 * typed stays when the page is told of a change.
 */
export function CommandForm<T extends CommandType>({
  command,
  fields,
  fixed = {},
  body,
  version,
  basis,
  edits = false,
  gone = false,
  submit,
  danger = false,
  big = false,
  children,
  onStale,
  onDone,
  onClose,
}: {
  command: T
  fields: readonly FormField[]
  /** What the page knows of the command without asking. */
  fixed?: Readonly<Record<string, unknown>>
  /** Makes the command of what was typed, where it is not field by field. */
  body?: (typed: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  version?: number
  /** What the fields were read from, where it has a name instead of a number, and the command itself names it. */
  basis?: string
  /** The fields are what is stored: what others store meanwhile is taken over or asked about, and never covered up. */
  edits?: boolean
  /** The command is no longer possible: what was typed stays, to be copied or given up by whoever typed it. */
  gone?: boolean
  submit: string
  danger?: boolean
  big?: boolean
  children?: ReactNode
  /** Reads anew what another has changed, where the page does not by itself. */
  onStale?: () => void
  onDone?: (events: readonly HappenedEvent[]) => void
  onClose?: () => void
}) {
  const w = core.use()
  const form = useRef<HTMLFormElement>(null)
  const stored: Values = Object.fromEntries(fields.map((one) => [one.name, valueOf(one)]))
  const begun: Values = Object.fromEntries(fields.map((one) => [one.name, beginOf(one)]))
  const [values, setValues] = useState(begun)
  const held = heldOf(fields, values)
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({})
  const sending = useCommand(command, { ...(onDone && { onDone }) })
  const fieldOf = (name: string) => fields.find((one) => one.name === name)!
  const names = fields.map(({ name }) => name)
  const [refused, setRefused] = useState<object>()
  useFocusRefused(form, sending.error ?? refused)
  const set = (name: string, value: Value) => {
    setValues((all) => ({ ...all, [name]: value }))
    setWrong((all) => (all[name] === undefined ? all : without(all, name)))
  }
  const isUploading = fields.some(
    (one) => one.kind === 'files' && (held[one.name] as readonly KeptFile[]).some(({ state }) => state === 'SENDING'),
  )
  const isOver = gone && !sending.isPending
  const isTyped = fields.some(({ name }) => JSON.stringify(held[name]) !== JSON.stringify(begun[name]))
  const send = () => {
    const typed = Object.fromEntries(
      fields.flatMap((one) => {
        const value = sentOf(one, held[one.name])
        return value === undefined ? [] : [[one.name, value]]
      }),
    )
    const all = { ...fixed, ...(body ? body(typed) : typed) }
    const onError = (error: Error) => {
      merging.failed(error)
      if (isStale(error)) onStale?.()
    }
    sending.mutate({ body: all as never, ...(version !== undefined && { version }) }, { onError })
  }
  const merging = useMerging({
    edits,
    version: version ?? basis,
    typed: held,
    stored,
    label: (name) => fieldOf(name).label,
    show: (name, value) => shownOf(fieldOf(name), value as Value),
    joins: (name) => canJoin(fieldOf(name)),
    send,
    onMerged: (merged) => {
      setValues((all) => ({ ...all, ...merged }))
      sending.reset()
    },
  })
  if (isOver && !isTyped && !onClose) return null
  return (
    <>
      <form
        ref={form}
        className="fields"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isOver) return
          const found = fields.flatMap((one) => {
            const said = wrongOf(one, held[one.name], w.fieldMissing)
            return said === undefined ? [] : [[one.name, said] as const]
          })
          setWrong(Object.fromEntries(found))
          setRefused(found.length > 0 ? found : undefined)
          if (found.length > 0) return
          merging.submit()
        }}
      >
        {children}
        {fields.map((one) => (
          <OneField
            key={one.name}
            field={one}
            value={held[one.name]!}
            error={sending.error}
            own={wrong[one.name]}
            onChange={(value) => set(one.name, value)}
          />
        ))}
        {merging.told}
        <PageRefusal error={sending.error} fields={names} />
        {isOver && (
          <div role="alert">
            <Note kind="warn">{isTyped ? w.stepGoneTyped : w.stepGone}</Note>
          </div>
        )}
        <div className="row wrap">
          {!isOver && (
            <button
              type="submit"
              className={`btn ${danger ? '' : 'go'} ${big ? 'big' : ''}`}
              disabled={sending.isPending || isUploading}
              aria-busy={sending.isPending || isUploading}
            >
              {submit}
            </button>
          )}
          {(onClose ?? isOver) && (
            <button type="button" className={big ? 'btn big' : 'btn'} onClick={onClose ?? (() => setValues(begun))}>
              {isOver ? (isTyped ? w.giveUp : w.close) : w.cancel}
            </button>
          )}
        </div>
      </form>
      {merging.dialog}
    </>
  )
}

function OneField({
  field,
  value,
  error,
  own,
  onChange,
}: {
  field: FormField
  value: Value
  error: unknown
  own: string | undefined
  onChange: (value: Value) => void
}) {
  const w = core.use()
  const label = field.optional ? w.optional(field.label) : field.label
  if (field.kind === 'files') {
    return <FilesField {...field} label={label} error={error} own={own} value={value as never} onChange={onChange} />
  }
  if (field.kind === 'own') return field.draw({ value: value as readonly object[], error, own, onChange })
  if (field.kind === 'several') {
    const chosen = value as readonly string[]
    const refusal = own ?? refusalAt(error, field.name)
    return (
      <fieldset aria-invalid={refusal === undefined ? undefined : true} tabIndex={-1}>
        <legend className="label">{label}</legend>
        {field.options.length === 0 && <p className="mute small">{w.nothingToChoose}</p>}
        <div className="checks">
          {field.options.map(([id, text]) => (
            <label key={id}>
              <input
                type="checkbox"
                checked={chosen.includes(id)}
                onChange={({ target }) =>
                  onChange(target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))
                }
              />
              {text}
            </label>
          ))}
        </div>
        {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
        {field.hint !== undefined && <div className="below">{field.hint}</div>}
      </fieldset>
    )
  }
  const text = value as string
  if (field.kind === 'choice' && field.few) {
    const refusal = own ?? refusalAt(error, field.name)
    return (
      <div>
        <Segments label={label} value={text} options={field.options} onChange={onChange} />
        {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
      </div>
    )
  }
  const limited = field.kind === 'line' || field.kind === 'text'
  return (
    <Field
      name={field.name}
      label={label}
      error={error}
      own={own}
      {...(field.hint !== undefined && { hint: field.hint })}
      {...(field.kind === 'text' && { used: text.length, limit: field.limit })}
    >
      {(props) => {
        const shared = {
          ...props,
          className: 'input',
          value: text,
          onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
          ...(limited && { maxLength: field.limit }),
        }
        switch (field.kind) {
          case 'text':
            return <textarea {...shared} rows={field.rows ?? 3} />
          case 'choice':
            return (
              <select {...shared}>
                <option value="">{w.choose}</option>
                {field.options.map(([id, name]) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </select>
            )
          case 'day':
            return <input {...shared} type="date" min={field.min} max={field.max} />
          case 'instant':
            return <input {...shared} type="datetime-local" />
          case 'number':
            return <input {...shared} inputMode="numeric" pattern="[0-9]*" />
          case 'line':
            return <input {...shared} />
        }
      }}
    </Field>
  )
}

const without = (all: Readonly<Record<string, string>>, name: string) =>
  Object.fromEntries(Object.entries(all).filter(([other]) => other !== name))
