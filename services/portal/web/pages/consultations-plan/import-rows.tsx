import { RefusalText } from '../../elements/field.tsx'
import { language } from '../../look/preferences.ts'
import type { ImportRow, Mended } from './import-draft.ts'
import { words } from './words/index.ts'

const FIRST = ['form', 'topic', 'months', 'leadBody']

/** 逐行核对: each row as it was read; where something is wrong, a field to mend it with the reason under it. */
export function ImportRows({
  rows,
  mended,
  onMend,
}: {
  rows: readonly ImportRow[]
  mended: Mended
  onMend: (mended: Mended) => void
}) {
  const w = words.use().importing
  return (
    <div className="imprules">
      <ol className="imported">
        {rows.map((row) => {
          const left = mended.left.includes(row.row)
          const named = Object.keys(row.cells)
          const columns = [
            ...FIRST,
            ...[...named, ...row.errors.flatMap(({ column }) => column ?? [])].filter((one) => !FIRST.includes(one)),
          ].filter((one, at, all) => all.indexOf(one) === at)
          const bad = row.errors.length > 0
          return (
            <li key={row.row} className={left ? 'left' : bad ? 'bad' : undefined}>
              <div className="row">
                <b className="nw">{w.row(row.row)}</b>
                <span className={`state small ${left ? 'wait' : bad ? 'bad' : 'ok'}`}>
                  {left ? w.left : bad ? w.wrong : w.ok}
                </span>
                {bad && (
                  <button
                    type="button"
                    className="link small push"
                    aria-label={`${left ? w.keep : w.leave} ${w.row(row.row)}`}
                    onClick={() =>
                      onMend({
                        ...mended,
                        left: left ? mended.left.filter((one) => one !== row.row) : [...mended.left, row.row],
                      })
                    }
                  >
                    {left ? w.keep : w.leave}
                  </button>
                )}
              </div>
              {row.errors
                .filter(({ column }) => column === undefined)
                .map((error) => (
                  <RefusalText key={error.zh}>{language() === 'en' ? error.en : error.zh}</RefusalText>
                ))}
              <div className="cells">
                {columns.map((column) => (
                  <Cell
                    key={column}
                    row={row}
                    column={column}
                    typed={mended.cells[row.row]?.[column]}
                    disabled={left}
                    onType={(value) =>
                      onMend({
                        ...mended,
                        cells: { ...mended.cells, [row.row]: { ...mended.cells[row.row], [column]: value } },
                      })
                    }
                  />
                ))}
              </div>
            </li>
          )
        })}
      </ol>
    </div>
  )
}

function Cell({
  row: { row, cells, errors },
  column,
  typed,
  disabled,
  onType,
}: {
  row: ImportRow
  column: string
  typed: string | undefined
  disabled: boolean
  onType: (value: string) => void
}) {
  const { forms, recurrences, importing: w } = words.use()
  const own = errors.filter((error) => error.column === column)
  const label = w.columns[column] ?? column
  const value = typed ?? cells[column] ?? ''
  if (own.length === 0) {
    return value === '' ? null : (
      <div>
        <span className="label small">{label}</span>
        <p>{value}</p>
      </div>
    )
  }
  const id = `cell-${row}-${column}`
  const choices = column === 'form' ? Object.values(forms) : column === 'recurrence' ? Object.values(recurrences) : []
  const shared = {
    id,
    className: 'input',
    disabled,
    value,
    'aria-describedby': `${id}-no`,
    ...(typed === undefined && { 'aria-invalid': true as const }),
    onChange: ({ target }: { target: { value: string } }) => onType(target.value),
  }
  return (
    <div>
      <label className="label small" htmlFor={id}>
        {label} <span className="heard">{w.row(row)}</span>
      </label>
      {choices.length > 0 ? (
        <select {...shared}>
          {!choices.includes(value) && <option value={value}>{value}</option>}
          {choices.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      ) : (
        <input {...shared} maxLength={2000} />
      )}
      <div id={`${id}-no`} className={typed === undefined ? undefined : 'was'}>
        {own.map((error) => (
          <p className="refusal" key={error.zh}>
            {shorter(language() === 'en' ? error.en : error.zh, choices.length > 0)}
          </p>
        ))}
      </div>
    </div>
  )
}

/** Where the choices stand in the field itself they are not repeated under it. */
const shorter = (text: string, hasChoices: boolean) => (hasChoices ? text.split('：')[0]! : text)
