import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'

/** One of the conditions of a list: its name, and what is chosen; nothing chosen is all. */
export const Choice = ({
  label,
  all,
  value,
  onChange,
  children,
}: {
  label: string
  all: string
  value: string | undefined
  onChange: (value: string | undefined) => void
  children: ReactNode
}) => (
  <label className="field">
    {label}
    <select value={value ?? ''} onChange={({ target }) => onChange(target.value || undefined)}>
      <option value="">{all}</option>
      {children}
    </select>
    <Icon name="down" />
  </label>
)

/** The options of a group of names. */
export const optionsOf = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, name]) => (
    <option key={value} value={value}>
      {name}
    </option>
  ))
