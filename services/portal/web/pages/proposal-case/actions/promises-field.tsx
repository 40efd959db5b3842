import { words } from '../words/index.ts'
import type { ControlProps } from './field-control.tsx'

type Promised = { text: string; dueOn: string }

/** 承诺事项: what is still to be done, each by its day. */
export function PromisesField({ value, onChange, id }: ControlProps) {
  const w = words.use()
  const promises = value as readonly Promised[]
  const set = (at: number, change: Partial<Promised>) =>
    onChange(promises.map((one, place) => (place === at ? { ...one, ...change } : one)))
  return (
    <div className="stack" style={{ '--g': '8px' } as React.CSSProperties}>
      {promises.map(({ text, dueOn }, at) => (
        // oxlint-disable-next-line react/no-array-index-key -- a line of a form is its place
        <div className="row wrap top" key={at}>
          <input
            className="input grow"
            aria-label={w.promiseText}
            placeholder={w.promiseText}
            value={text}
            onChange={({ target }) => set(at, { text: target.value })}
          />
          <input
            className="input fit"
            type="date"
            aria-label={w.promiseDue}
            value={dueOn}
            onChange={({ target }) => set(at, { dueOn: target.value })}
          />
          <button
            type="button"
            className="btn sm text"
            onClick={() => onChange(promises.filter((_, place) => place !== at))}
          >
            {w.remove}
          </button>
        </div>
      ))}
      <button id={id} type="button" className="btn sm" onClick={() => onChange([...promises, { text: '', dueOn: '' }])}>
        {w.addPromise}
      </button>
    </div>
  )
}
