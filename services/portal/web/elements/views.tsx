import { core } from '../words/index.ts'

/** 常用查看: what people look for most in a list, one press each. */
export function Views({
  label,
  isAll,
  onAll,
  views,
}: {
  label: string
  isAll: boolean
  onAll: () => void
  views: readonly { name: string; isOn: boolean; onChoose: () => void }[]
}) {
  const w = core.use()
  const all = { name: w.every, isOn: isAll, onChoose: onAll }
  return (
    <div className="views">
      <span className="mute">{label}</span>
      {[all, ...views].map(({ name, isOn, onChoose }) => (
        <button type="button" key={name} className={isOn ? 'tag on' : 'tag'} aria-pressed={isOn} onClick={onChoose}>
          {name}
        </button>
      ))}
    </div>
  )
}
