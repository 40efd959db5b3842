import { refusalAt } from '../../../data/problem.ts'
import { RefusalText } from '../../../elements/field.tsx'
import type { Side } from '../../joint/sides.ts'
import type { Undertaking } from '../../joint-decisions/versions.ts'
import { words } from '../words/index.ts'

/** 各方任务: what each side undertakes in the record, a row for each. */
export function Undertakings({
  value,
  error,
  sides,
  onChange,
}: {
  value: readonly Undertaking[]
  error: unknown
  sides: readonly Side[]
  onChange: (value: readonly Undertaking[]) => void
}) {
  const w = words.use()
  const change = (at: number, made: Partial<Undertaking>) =>
    onChange(value.map((one, i) => (i === at ? { ...one, ...made } : one)))
  const refusal = refusalAt(error, 'undertakings')
  return (
    <fieldset className="rows" aria-invalid={refusal === undefined ? undefined : true} tabIndex={-1}>
      <legend className="label">{w.undertakings}</legend>
      {value.map(({ side, title, due }, at) => (
        <div className="rowof" key={at}>
          <select
            className="input"
            aria-label={w.rowOf(w.side, at + 1)}
            value={side}
            onChange={({ target }) => change(at, { side: target.value })}
          >
            {sides.map(({ committee, name }) => (
              <option key={committee} value={committee}>
                {name}
              </option>
            ))}
          </select>
          <input
            className="input"
            aria-label={w.rowOf(w.undertaking, at + 1)}
            placeholder={w.undertaking}
            maxLength={200}
            value={title}
            onChange={({ target }) => change(at, { title: target.value })}
          />
          <input
            className="input"
            type="date"
            aria-label={w.rowOf(w.due, at + 1)}
            value={due ?? ''}
            onChange={({ target }) => change(at, { due: target.value || null })}
          />
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
        onClick={() => onChange([...value, { side: sides[0]!.committee, title: '', due: null }])}
      >
        {w.addUndertaking}
      </button>
    </fieldset>
  )
}
