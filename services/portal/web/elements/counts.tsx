import { Fragment, type ReactNode } from 'react'
import { core } from '../words/index.ts'

export interface CountedPart {
  key: string
  label: string
  count: number
  current: boolean
  onChoose: () => void
}

/** `count` is words where a list was not counted to its end: `10000+`. */
type CountedAll = Omit<CountedPart, 'key' | 'label' | 'count'> & { count: number | string; unit: string }

/**
 * 统计句: one sentence whose numbers are the filters of the list below. `lead` and `tail` stand around the total, `parts` add
 * up to it.
 */
export function SentenceOfCounts({
  lead,
  tail,
  total,
  parts,
}: {
  lead: string
  tail: string
  total: CountedAll
  parts: readonly CountedPart[]
}) {
  const w = core.use()
  return (
    <p className="counts">
      {lead}{' '}
      <Choice current={total.current} onChoose={total.onChoose}>
        <b>{total.count}</b> {total.unit}
      </Choice>
      {tail}
      {parts.map(({ key, label, count, current, onChoose }, at) => (
        <Fragment key={key}>
          {at > 0 && w.listComma}
          <Choice current={current} onChoose={onChoose}>
            {label} <b>{count}</b>
          </Choice>
        </Fragment>
      ))}
      {w.fullStop}
    </p>
  )
}

const Choice = ({ current, onChoose, children }: { current: boolean; onChoose: () => void; children: ReactNode }) => (
  <a
    href="#list"
    className={current ? 'on' : undefined}
    aria-current={current ? 'true' : undefined}
    onClick={(event) => {
      event.preventDefault()
      onChoose()
    }}
  >
    {children}
  </a>
)

export interface MeterPart {
  key: 'over' | 'near' | 'warn' | 'ok'
  label: string
  count: number
  onChoose?: () => void
}
const COLORS = { over: 'var(--meterOver)', near: 'var(--meterNear)', warn: 'var(--meterWarn)', ok: 'var(--meterOk)' }
const INK = { over: 'over', near: 'orange', warn: 'amber', ok: 'green' }

/** 期限条: how near the last days are, drawn beside the same figures as links. */
export function DeadlineMeter({ title, parts }: { title: string; parts: readonly MeterPart[] }) {
  return (
    <div className="dues">
      <span className="mute small nw">{title}</span>
      <div className="meter" role="img" aria-label={parts.map(({ label, count }) => `${label} ${count}`).join('，')}>
        {parts
          .filter(({ count }) => count > 0)
          .map(({ key, count }) => (
            <i key={key} style={{ '--c': COLORS[key], flexGrow: count, flexBasis: 0 } as React.CSSProperties} />
          ))}
      </div>
      <span className="figures small">
        {parts.map(({ key, label, count, onChoose }) => {
          const text = (
            <>
              {label} <b>{count}</b>
            </>
          )
          return onChoose ? (
            <button type="button" key={key} className={`link ${INK[key]}`} onClick={onChoose}>
              {text}
            </button>
          ) : (
            <span key={key} className={INK[key]}>
              {text}
            </span>
          )
        })}
      </span>
    </div>
  )
}
