import { type ReactNode, useRef, useState } from 'react'
import type { CommandType } from '../data/contracts.ts'
import { type HappenedEvent, useCommand } from '../data/use-command.ts'
import { core } from '../words/index.ts'
import { Field, PageRefusal, RefusalText, useFocusRefused } from './field.tsx'
import { refusalAt } from '../data/problem.ts'
import { FilesField } from './files-field.tsx'
import { type FormField, isList, type KeptFile, shownOf, type Value, valueOf } from './form-field.ts'
import { useMerging } from './merging.tsx'
import { Segments } from './segments.tsx'

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
  edits = false,
  submit,
  danger = false,
  big = false,
  children,
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
  /** The fields are what is stored: what others store meanwhile is taken over or asked about, and never covered up. */
  edits?: boolean
  submit: string
  danger?: boolean
  big?: boolean
  children?: ReactNode
  onDone?: (events: readonly HappenedEvent[]) => void
  onClose?: () => void
}) {
  const w = core.use()
  const form = useRef<HTMLFormElement>(null)
  const stored: Values = Object.fromEntries(fields.map((one) => [one.name, valueOf(one)]))
  const [values, setValues] = useState(stored)
  const [missing, setMissing] = useState<readonly string[]>([])
  const sending = useCommand(command, { ...(onDone && { onDone }) })
  const fieldOf = (name: string) => fields.find((one) => one.name === name)!
  const names = fields.map(({ name }) => name)
  useFocusRefused(form, sending.error ?? (missing.length > 0 ? missing : undefined))
  const set = (name: string, value: Value) => {
    setValues((all) => ({ ...all, [name]: value }))
    setMissing((all) => all.filter((one) => one !== name))
  }
  const isUploading = fields.some(
    (one) => one.kind === 'files' && (values[one.name] as readonly KeptFile[]).some(({ state }) => state === 'SENDING'),
  )
  const send = () => {
    const typed = Object.fromEntries(
      fields.flatMap((one) => {
        const value = sent(one, values[one.name])
        return value === undefined ? [] : [[one.name, value]]
      }),
    )
    const all = { ...fixed, ...(body ? body(typed) : typed) }
    sending.mutate({ body: all as never, ...(version !== undefined && { version }) }, { onError: merging.failed })
  }
  const merging = useMerging({
    edits,
    version,
    typed: values,
    stored,
    label: (name) => fieldOf(name).label,
    show: (name, value) => shownOf(fieldOf(name), value as Value),
    joins: (name) => ['text', 'several', 'files'].includes(fieldOf(name).kind),
    send,
    onMerged: (merged) => {
      setValues(merged)
      sending.reset()
    },
  })
  return (
    <>
      <form
        ref={form}
        className="fields"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          const empty = fields.filter((one) => !one.optional && isEmpty(values[one.name])).map(({ name }) => name)
          setMissing(empty)
          if (empty.length > 0) return
          merging.submit()
        }}
      >
        {children}
        {fields.map((one) => (
          <OneField
            key={one.name}
            field={one}
            value={values[one.name]!}
            error={sending.error}
            own={missing.includes(one.name) ? w.fieldMissing(one.label) : undefined}
            onChange={(value) => set(one.name, value)}
          />
        ))}
        {merging.told}
        <PageRefusal error={sending.error} fields={names} />
        <div className="row wrap">
          <button
            type="submit"
            className={`btn ${danger ? '' : 'go'} ${big ? 'big' : ''}`}
            disabled={sending.isPending || isUploading}
            aria-busy={sending.isPending || isUploading}
          >
            {submit}
          </button>
          {onClose && (
            <button type="button" className={big ? 'btn big' : 'btn'} onClick={onClose}>
              {w.cancel}
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

const isEmpty = (value: Value | undefined) =>
  typeof value === 'string' ? value.trim() === '' : value === undefined || value.length === 0

/** As the command takes it; undefined where it is left out. */
function sent(field: FormField, value: Value | undefined): unknown {
  if (isEmpty(value)) return isList(field) ? [] : undefined
  switch (field.kind) {
    case 'files':
      return (value as readonly KeptFile[]).filter(({ state }) => state === 'SENT').map(({ ref }) => ref)
    case 'number':
      return Number(value)
    // What is typed is the time in Shanghai, wherever the device thinks it is.
    case 'instant':
      return new Date(`${value as string}:00+08:00`).toISOString()
    case 'line':
    case 'text':
      return (value as string).trim()
    default:
      return value
  }
}
