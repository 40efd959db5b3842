import { refusalAt } from '../../../data/problem.ts'
import { RefusalText } from '../../../elements/field.tsx'
import { words } from '../words/index.ts'

export interface Indicator {
  code: string
  name: string
  unit: string
}

/** 指标 of a template, each with a code that is the same on every level. */
export function Indicators({
  value,
  error,
  onChange,
}: {
  value: readonly Indicator[]
  error: unknown
  onChange: (value: readonly Indicator[]) => void
}) {
  const w = words.use()
  const change = (at: number, made: Partial<Indicator>) =>
    onChange(value.map((one, i) => (i === at ? { ...one, ...made } : one)))
  const refusal = refusalAt(error, 'indicators')
  const parts = [
    ['code', w.indicatorCode, 40],
    ['name', w.indicatorName, 120],
    ['unit', w.indicatorUnit, 20],
  ] as const
  return (
    <fieldset className="rows" aria-invalid={refusal === undefined ? undefined : true} tabIndex={-1}>
      <legend className="label">{w.indicators}</legend>
      {value.map((one, at) => (
        <div className="rowof" key={at}>
          {parts.map(([name, label, limit]) => (
            <input
              key={name}
              className="input"
              aria-label={w.rowOf(label, at + 1)}
              placeholder={label}
              maxLength={limit}
              value={one[name]}
              onChange={({ target }) => change(at, { [name]: target.value })}
            />
          ))}
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
      <button type="button" className="btn" onClick={() => onChange([...value, { code: '', name: '', unit: '' }])}>
        {w.addIndicator}
      </button>
    </fieldset>
  )
}
