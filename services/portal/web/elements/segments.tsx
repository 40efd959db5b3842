import { useId } from 'react'

/** 分段选择: one of a few, side by side, as large as a thumb. */
export function Segments<V extends string>({
  label,
  value,
  options,
  onChange,
  hidden = false,
  disabled = false,
}: {
  label: string
  value: V | undefined
  options: readonly (readonly [value: V, label: string])[]
  onChange: (value: V) => void
  /** The label is only heard. */
  hidden?: boolean
  disabled?: boolean
}) {
  const name = useId()
  return (
    <fieldset disabled={disabled}>
      <legend className={hidden ? 'heard' : 'label'}>{label}</legend>
      <div className="seg">
        {options.map(([key, text]) => (
          <label key={key} className={key === value ? 'on' : undefined}>
            <input type="radio" name={name} checked={key === value} onChange={() => onChange(key)} />
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
