import { RULES } from '../../data/generated/rules.ts'
import { words } from './words/index.ts'

interface Props {
  rule: string
  value: unknown
  onChange: (value: unknown) => void
}
interface Entry {
  code: string
  zh: string
  en: string
}

/** 规则的值, each kind with controls of its own; what does not fit is said by the service. */
export function ValueEditor({ rule, value, onChange }: Props) {
  const w = words.use()
  switch (RULES[rule]!.kind) {
    case 'term':
      return <TermEditor value={value} onChange={onChange} rule={rule} />
    case 'switch':
      return (
        <Choice
          label={w.value}
          value={String(value)}
          options={[
            ['true', w.yes],
            ['false', w.no],
          ]}
          onChange={(text) => onChange(text === 'true')}
        />
      )
    case 'choice':
      return (
        <Choice
          label={w.value}
          value={String(value)}
          options={RULES[rule]!.options!.map((one) => [one, w.choices[one as keyof typeof w.choices] ?? one])}
          onChange={onChange}
        />
      )
    case 'numbers':
      return (
        <div className="row wrap">
          {Object.entries(value as Record<string, number>).map(([name, number]) => (
            <NumberInput
              key={name}
              label={w.parts[name as keyof typeof w.parts] ?? name}
              value={number}
              onChange={(next) => onChange({ ...(value as object), [name]: next })}
            />
          ))}
        </div>
      )
    case 'days':
      return (
        <label className="stack">
          {w.daysHint}
          <input
            className="input"
            defaultValue={(value as number[]).join(' ')}
            onChange={({ target }) =>
              onChange(target.value.split(/[\s,，、]+/).flatMap((text) => (text === '' ? [] : [Number(text)])))
            }
          />
        </label>
      )
    case 'entries':
      return <EntriesEditor entries={value as Entry[]} onChange={onChange} />
    case 'number':
      return <NumberInput label={w.value} value={value as number} onChange={onChange} />
  }
}

function TermEditor({ value, onChange }: Props) {
  const w = words.use()
  const term = value as { amount: number; unit: string; dayOff?: string }
  return (
    <div className="row wrap">
      <NumberInput label={w.length} value={term.amount} onChange={(amount) => onChange({ ...term, amount })} />
      <Choice
        label={w.unit}
        value={term.unit}
        options={Object.entries(w.units)}
        onChange={(unit) => onChange({ ...term, unit })}
      />
      <Choice
        label={w.onDayOff}
        value={term.dayOff ?? ''}
        options={[['', w.usual], ...Object.entries(w.dayOff)]}
        onChange={(dayOff) => {
          const { dayOff: _, ...rest } = term
          onChange(dayOff === '' ? rest : { ...rest, dayOff })
        }}
      />
    </div>
  )
}

/** 清单: each entry may be called otherwise; its code, by which cases already name it, stays. */
function EntriesEditor({ entries, onChange }: { entries: readonly Entry[]; onChange: (value: Entry[]) => void }) {
  const w = words.use()
  const set = (at: number, part: Partial<Entry>) =>
    onChange(entries.map((entry, i) => (i === at ? { ...entry, ...part } : entry)))
  return (
    <>
      <p className="small mute">{w.entriesHint}</p>
      {entries.map((entry, at) => (
        <div key={entry.code} className="row wrap">
          <input
            className="input"
            aria-label={w.entryZh(entry.code)}
            value={entry.zh}
            maxLength={60}
            onChange={({ target }) => set(at, { zh: target.value })}
          />
          <input
            className="input"
            aria-label={w.entryEn(entry.code)}
            value={entry.en}
            maxLength={100}
            onChange={({ target }) => set(at, { en: target.value })}
          />
        </div>
      ))}
    </>
  )
}

const NumberInput = ({
  label,
  value,
  onChange,
}: {
  label: string
  value: number
  onChange: (value: number) => void
}) => (
  <label className="stack">
    {label}
    <input
      className="input"
      type="number"
      step="any"
      value={Number.isNaN(value) ? '' : value}
      onChange={({ target }) => onChange(target.valueAsNumber)}
    />
  </label>
)

const Choice = ({
  label,
  value,
  options,
  onChange,
}: {
  label: string
  value: string
  options: readonly (readonly [value: string, label: string])[]
  onChange: (value: string) => void
}) => (
  <label className="stack">
    {label}
    <select className="input" value={value} onChange={({ target }) => onChange(target.value)}>
      {options.map(([id, text]) => (
        <option key={id} value={id}>
          {text}
        </option>
      ))}
    </select>
  </label>
)
