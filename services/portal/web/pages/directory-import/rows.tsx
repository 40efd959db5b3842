import type { Row } from '../../data/contracts.ts'
import { RefusalText } from '../../elements/field.tsx'
import { language } from '../../look/preferences.ts'
import type { Mended } from '../consultations-plan/import-draft.ts'
import { words } from './words/index.ts'

type ImportRow = Row<'directory.import-preview'>

const said = ({ zh, en }: ImportRow['errors'][number]) => (language() === 'en' ? en : zh)

/** 逐行核对: each row as it was read; where something is wrong, a field to mend it with the reason under it. */
export function Rows({
  rows,
  mended,
  name,
  onMend,
}: {
  rows: readonly ImportRow[]
  mended: Mended
  /** What the first column is called. */
  name: string
  onMend: (mended: Mended) => void
}) {
  const w = words.use()
  return (
    <ol className="imported">
      {rows.map((row) => {
        const bad = row.errors.length > 0
        const columns = new Set([...Object.keys(row.cells), ...row.errors.flatMap(({ column }) => column ?? [])])
        const type = (column: string, value: string) =>
          onMend({
            ...mended,
            cells: { ...mended.cells, [row.row]: { ...mended.cells[row.row], [column]: value } },
          })
        return (
          <li key={row.row} className={bad ? 'bad' : undefined}>
            <div className="row">
              <b className="nw">{w.row(row.row)}</b>
              <span className={`state small ${bad ? 'bad' : 'ok'}`}>{bad ? w.wrong : w.ok}</span>
            </div>
            {row.errors
              .filter(({ column }) => column === undefined)
              .map((error) => (
                <RefusalText key={error.zh}>{said(error)}</RefusalText>
              ))}
            <div className="cells">
              {[...columns].map((column) => (
                <Cell
                  key={column}
                  row={row}
                  column={column}
                  label={column === 'name' ? name : ((w.columns as Readonly<Record<string, string>>)[column] ?? column)}
                  typed={mended.cells[row.row]?.[column]}
                  onType={(value) => type(column, value)}
                />
              ))}
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function Cell({
  row: { row, cells, errors },
  column,
  label,
  typed,
  onType,
}: {
  row: ImportRow
  column: string
  label: string
  typed: string | undefined
  onType: (value: string) => void
}) {
  const w = words.use()
  const own = errors.filter((error) => error.column === column)
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
  return (
    <div>
      <label className="label small" htmlFor={id}>
        {label} <span className="heard">{w.row(row)}</span>
      </label>
      <input
        id={id}
        className="input"
        value={value}
        maxLength={2000}
        aria-describedby={`${id}-no`}
        {...(typed === undefined && { 'aria-invalid': true as const })}
        onChange={({ target }) => onType(target.value)}
      />
      <div id={`${id}-no`} className={typed === undefined ? undefined : 'was'}>
        {own.map((error) => (
          <p className="refusal" key={error.zh}>
            {said(error)}
          </p>
        ))}
      </div>
    </div>
  )
}
