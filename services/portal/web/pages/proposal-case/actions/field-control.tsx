import type { FileRef } from '@lianxie/contracts'
import { useProposalRules } from '../../../data/rules.ts'
import { Field } from '../../../elements/field.tsx'
import { FileRefsField } from '../../../elements/files-field.tsx'
import { words } from '../words/index.ts'
import { AssignmentField } from './assignment-field.tsx'
import { BodyField, MembersField, ProposersField, SimilarField, UnitField, UnitsField } from './pickers.tsx'
import { PromisesField } from './promises-field.tsx'
import type { FieldSpec } from './spec.ts'

/** What one kind of field is told and tells. */
export interface ControlProps {
  value: unknown
  onChange: (value: unknown) => void
  id: string
  'aria-invalid'?: true
  'aria-describedby'?: string
  spec: FieldSpec
  /** The case, where a field offers what belongs to it. */
  caseId: string
}

const KINDS: Partial<Record<FieldSpec['kind'], (props: ControlProps) => React.ReactNode>> = {
  unit: UnitField,
  units: UnitsField,
  members: MembersField,
  body: BodyField,
  similar: SimilarField,
  proposers: ProposersField,
  promises: PromisesField,
  assignment: AssignmentField,
  category: CategoryField,
}

/** One field of an action, of whichever kind, with the refusal under it. */
export function FieldControl({
  spec,
  value,
  onChange,
  error,
  own,
  caseId,
}: {
  spec: FieldSpec
  value: unknown
  onChange: (value: unknown) => void
  error: unknown
  own: string | undefined
  caseId: string
}) {
  const w = words.use()
  const label = w.fields[spec.label]
  const hint = spec.hint && w.hints[spec.hint]
  const name = spec.name.replace(/\.\d+$/, '')
  const shared = { name, label, error, own, ...(hint !== undefined && { hint }) }
  if (spec.kind === 'check') {
    return (
      <Field {...shared} label="">
        {(props) => (
          <span className="row">
            <input
              {...props}
              type="checkbox"
              checked={value === true}
              onChange={({ target }) => onChange(target.checked)}
            />
            <label htmlFor={props.id}>{label}</label>
          </span>
        )}
      </Field>
    )
  }
  if (spec.kind === 'files') {
    return (
      <FileRefsField
        {...shared}
        service="proposals"
        {...(spec.most !== undefined && { most: spec.most })}
        value={value as readonly FileRef[]}
        onChange={onChange}
      />
    )
  }
  const Kind = KINDS[spec.kind]
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  return (
    <Field
      {...shared}
      {...(spec.kind === 'text' && spec.most !== undefined && { used: Array.from(text).length, limit: spec.most })}
    >
      {(props) => {
        if (Kind) return <Kind {...props} value={value} onChange={onChange} spec={spec} caseId={caseId} />
        const common = { ...props, className: 'input', value: text }
        if (spec.kind === 'text')
          return <textarea {...common} rows={rowsOf(spec.most)} onChange={({ target }) => onChange(target.value)} />
        if (spec.kind === 'choice') return <Choice {...props} spec={spec} value={text} onChange={onChange} />
        const type = spec.kind === 'day' ? 'date' : spec.kind === 'number' ? 'number' : 'text'
        return <input {...common} type={type} onChange={({ target }) => onChange(target.value)} />
      }}
    </Field>
  )
}

const rowsOf = (most = 0) => (most > 5000 ? 12 : most > 500 ? 5 : 3)

function Choice({
  spec,
  value,
  onChange,
  ...props
}: {
  spec: FieldSpec
  value: string
  onChange: (value: string) => void
  id: string
}) {
  const w = words.use()
  const all = Object.entries(w.options[spec.options!] as Record<string, string>)
  const offered = spec.only ? all.filter(([key]) => spec.only!.includes(key)) : all
  return (
    <select {...props} className="input" value={value} onChange={({ target }) => onChange(target.value)}>
      <option value="">{w.pickOne}</option>
      {offered.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  )
}

/** The classes that the local rules list. */
function CategoryField({ value, onChange, spec: _spec, caseId: _caseId, ...props }: ControlProps) {
  const w = words.use()
  const categories = useProposalRules()?.categories ?? []
  return (
    <select
      {...props}
      className="input"
      value={typeof value === 'string' ? value : ''}
      onChange={({ target }) => onChange(target.value)}
    >
      <option value="">{w.pickOne}</option>
      {categories.map(({ code, zh }) => (
        <option key={code} value={code}>
          {zh}
        </option>
      ))}
    </select>
  )
}
