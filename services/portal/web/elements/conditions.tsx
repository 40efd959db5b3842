import { useEffect, useRef, useState } from 'react'
import { type Address, one } from '../data/address.ts'
import { core } from '../words/index.ts'
import { Icon } from './icon.tsx'

export interface ConditionChoice {
  name: string
  label: string
  options: readonly (readonly [value: string, label: string])[]
}

/** 查询条件: what a list is narrowed by, kept in the address. `/` goes to the search. */
export function Conditions({
  find,
  values,
  set,
  clear,
  choices,
}: {
  /** What can be looked for; without it there is no search. */
  find?: string
  values: Address
  set: (changes: { [name: string]: string | undefined }) => void
  clear: () => void
  choices: readonly ConditionChoice[]
}) {
  const w = core.use()
  const text = one(values['text']) ?? ''
  const [typed, setTyped] = useState(text)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => setTyped(text), [text])
  useEffect(() => {
    const slash = (event: KeyboardEvent) => {
      if (event.key !== '/' || (event.target as HTMLElement).closest('input,textarea,select')) return
      event.preventDefault()
      field.current?.focus()
    }
    document.addEventListener('keydown', slash)
    return () => document.removeEventListener('keydown', slash)
  }, [])
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
        {find !== undefined && (
          <label className="field find">
            <Icon name="search" />
            <input
              ref={field}
              type="search"
              aria-label={find}
              placeholder={find}
              maxLength={100}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          </label>
        )}
        {choices.map(({ name, label, options }) => (
          <label className="field" key={name}>
            {label}
            <select
              value={one(values[name]) ?? ''}
              onChange={({ target }) => set({ [name]: target.value || undefined })}
            >
              <option value="">{w.every}</option>
              {options.map(([value, title]) => (
                <option key={value} value={value}>
                  {title}
                </option>
              ))}
            </select>
            <Icon name="down" />
          </label>
        ))}
        <button type="button" className="btn text" onClick={clear}>
          {w.reset}
        </button>
        {find !== undefined && (
          <button type="submit" className="btn">
            {w.search}
          </button>
        )}
      </form>
    </section>
  )
}
