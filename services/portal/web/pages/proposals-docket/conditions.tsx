import { type ReactNode, useEffect, useRef, useState } from 'react'
import { type Address, one } from '../../data/address.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { Icon } from '../../elements/icon.tsx'
import { Views } from '../../elements/views.tsx'
import { words } from './words/index.ts'

type Set = (changes: { [name: string]: string | undefined }) => void

/** 查询条件: what is asked is in the address; a view is nothing but an address with a name. */
export function Conditions({ values, set, clear }: { values: Address; set: Set; clear: () => void }) {
  const w = words.use()
  const text = one(values['text']) ?? ''
  const [typed, setTyped] = useState(text)
  const field = useRef<HTMLInputElement>(null)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: 10 * 60_000 })
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    // `/` goes to the search from anywhere but a field.
    const slash = (event: KeyboardEvent) => {
      if (event.key !== '/' || (event.target as HTMLElement).closest('input,textarea,select')) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', slash)
    return () => document.removeEventListener('keydown', slash)
  }, [])
  const due = one(values['overdue']) === 'true' ? 'over' : (one(values['within']) ?? '')
  const views: readonly [name: string, changes: Record<string, string>][] = [
    [w.viewDueThisWeek, { within: '7' }],
    [w.viewKey, { key: 'true' }],
    [w.viewReturned, { state: 'RETURNED_BY_UNIT' }],
    [w.viewLookBack, { resultClass: 'B' }],
    [w.viewUnrated, { noFeedback: 'true' }],
  ]
  const given = Object.entries(values).filter(
    ([name, value]) => value !== undefined && !['sort', 'direction'].includes(name),
  )
  const isView = (changes: Record<string, string>) =>
    given.length === Object.keys(changes).length && given.every(([name, value]) => changes[name] === one(value))
  const instead = (changes: Record<string, string>) =>
    set({ ...Object.fromEntries(given.map(([name]) => [name, undefined])), ...changes })
  return (
    <section className="card" aria-label={w.conditions}>
      <form
        className="filters"
        role="search"
        onSubmit={(event) => {
          event.preventDefault()
          set({ text: typed.trim() || undefined })
        }}
      >
        <label className="field find">
          <Icon name="search" />
          <input
            ref={field}
            type="search"
            aria-label={w.find}
            placeholder={w.find}
            maxLength={100}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <Choice label={w.unit} value={one(values['unitId'])} onChange={(unitId) => set({ unitId })}>
          {(units.data?.items ?? []).map(({ unitId, name }) => (
            <option key={unitId} value={unitId}>
              {name}
            </option>
          ))}
        </Choice>
        <Choice label={w.kind} value={one(values['kind'])} onChange={(kind) => set({ kind })}>
          {options(w.kinds)}
        </Choice>
        <Choice label={w.period2} value={one(values['period'])} onChange={(period) => set({ period })}>
          {options(w.periods)}
        </Choice>
        <Choice
          label={w.due}
          value={due}
          onChange={(value) =>
            set({ overdue: value === 'over' ? 'true' : undefined, within: value === 'over' ? undefined : value })
          }
        >
          <option value="over">{w.dues.over}</option>
          <option value="10">{w.dues.ten}</option>
          <option value="30">{w.dues.thirty}</option>
        </Choice>
        <button type="button" className="btn text" onClick={clear}>
          {w.reset}
        </button>
        <button type="submit" className="btn">
          {w.search}
        </button>
      </form>
      <Views
        label={w.views}
        isAll={given.length === 0}
        onAll={clear}
        views={views.map(([name, changes]) => ({ name, isOn: isView(changes), onChoose: () => instead(changes) }))}
      />
    </section>
  )
}

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ))

function Choice({
  label,
  value,
  onChange,
  children,
}: {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  children: ReactNode
}) {
  const w = words.use()
  return (
    <label className="field">
      {label}
      <select value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)}>
        <option value="">{w.all}</option>
        {children}
      </select>
      <Icon name="down" />
    </label>
  )
}
