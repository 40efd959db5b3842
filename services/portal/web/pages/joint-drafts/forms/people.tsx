import { refusalAt } from '../../../data/problem.ts'
import { RefusalText } from '../../../elements/field.tsx'
import { words } from '../words/index.ts'

type Kind = 'member' | 'official' | 'other'
export interface Person {
  name: string
  duty: string
  kind: Kind
}

/** 参会名单: one row for each person; the refusal of a row stands at its list. */
export function People({
  value,
  error,
  own,
  onChange,
}: {
  value: readonly Person[]
  error: unknown
  own: string | undefined
  onChange: (value: readonly Person[]) => void
}) {
  const w = words.use()
  const change = (at: number, made: Partial<Person>) =>
    onChange(value.map((one, i) => (i === at ? { ...one, ...made } : one)))
  const refusal = own ?? refusalAt(error, 'people')
  return (
    <fieldset className="rows" aria-invalid={refusal === undefined ? undefined : true} tabIndex={-1}>
      <legend className="label">{w.people}</legend>
      {value.map(({ name, duty, kind }, at) => (
        <div className="rowof" key={at}>
          <input
            className="input"
            aria-label={w.rowOf(w.personName, at + 1)}
            placeholder={w.personName}
            maxLength={60}
            value={name}
            onChange={({ target }) => change(at, { name: target.value })}
          />
          <input
            className="input"
            aria-label={w.rowOf(w.duty, at + 1)}
            placeholder={w.duty}
            maxLength={100}
            value={duty}
            onChange={({ target }) => change(at, { duty: target.value })}
          />
          <select
            className="input"
            aria-label={w.rowOf(w.personKind, at + 1)}
            value={kind}
            onChange={({ target }) => change(at, { kind: target.value as Kind })}
          >
            {(Object.keys(w.personKinds) as Kind[]).map((key) => (
              <option key={key} value={key}>
                {w.personKinds[key]}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="btn"
            aria-label={w.removeRow(at + 1)}
            onClick={() => onChange(value.filter((_, i) => i !== at))}
          >
            {w.remove}
          </button>
        </div>
      ))}
      {refusal !== undefined && <RefusalText>{refusal}</RefusalText>}
      <button
        type="button"
        className="btn"
        onClick={() => onChange([...value, { name: '', duty: '', kind: 'member' }])}
      >
        {w.addPerson}
      </button>
    </fieldset>
  )
}
