import { useId } from 'react'
import { RefusalText } from '../../elements/field.tsx'

/** 一问: its number, the question, and the answers as large choices. */
export function Question({
  name,
  number,
  title,
  strong,
  hint,
  options,
  value,
  refusal,
  onChange,
}: {
  name: string
  number: number
  title: string
  strong: boolean
  hint?: string
  options: Readonly<Record<string, string>>
  value: string | undefined
  refusal: string | undefined
  onChange: (value: string) => void
}) {
  const id = useId()
  return (
    <fieldset aria-describedby={refusal === undefined ? undefined : id}>
      <legend>
        <b>{number}</b>
        {strong ? <u>{title}</u> : title}
      </legend>
      {hint && <p className="small mute">{hint}</p>}
      {Object.entries(options).map(([key, label]) => (
        <label key={key} className={value === key ? 'choice on' : 'choice'}>
          <input type="radio" className="heard" name={name} checked={value === key} onChange={() => onChange(key)} />
          {label}
        </label>
      ))}
      {refusal !== undefined && <RefusalText id={id}>{refusal}</RefusalText>}
    </fieldset>
  )
}
