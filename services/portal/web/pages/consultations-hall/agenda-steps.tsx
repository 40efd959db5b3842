import { words } from './words/index.ts'

/** 议程进程: every item, the one that the session is at, and the way to the next. */
export function AgendaSteps({
  agenda,
  at,
  busy,
  onTurn,
}: {
  agenda: readonly string[]
  at: number | undefined
  busy: boolean
  onTurn: (number: number) => void
}) {
  const w = words.use()
  if (agenda.length === 0) return null
  const next = (at ?? 0) + 1
  return (
    <div className="row wrap steps">
      <label className="label">
        {w.agendaChoose}{' '}
        <select
          className="input"
          value={at ?? ''}
          disabled={busy}
          onChange={({ target }) => onTurn(Number(target.value))}
        >
          {at === undefined && <option value="">{w.agendaNone}</option>}
          {agenda.map((line, index) => (
            <option key={line} value={index + 1}>
              {index + 1}. {line}
            </option>
          ))}
        </select>
      </label>
      {next <= agenda.length && (
        <button type="button" className="btn" disabled={busy} onClick={() => onTurn(next)}>
          {w.agendaNext}
        </button>
      )}
    </div>
  )
}
