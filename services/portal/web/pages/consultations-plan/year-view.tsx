import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { isJoint, layOutYear, monthsText, type Placed, type PlanRow, progressOf, todayIn } from './year-layout.ts'
import { words } from './words/index.ts'

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1)
const share = (months: number) => `${(months / 12) * 100}%`

/** 年历: rows by form or by the body in charge, a card for each item over its months, one line for today behind them. */
export function YearView({
  year,
  items,
  by,
  chosen,
  onChoose,
}: {
  year: number
  items: readonly PlanRow[]
  by: 'form' | 'body'
  chosen: string | undefined
  onChoose: (itemId: string) => void
}) {
  const w = words.use()
  const labelOf = (item: PlanRow) =>
    by === 'form' ? (item.form ? w.forms[item.form] : w.noForm) : (item.leadBody?.name ?? w.noBody)
  const rows = layOutYear(items, labelOf)
  const loose = items.filter(({ months }) => months.length === 0)
  const now = new Date()
  const today = todayIn(year, now)
  return (
    <section className="card year" aria-label={w.views[by === 'form' ? 'year' : 'body']} id="list">
      <div className="yscroll">
        <div className="yr yh" aria-hidden="true">
          <div className="yl">{by === 'form' ? w.form : w.leadBody}</div>
          <div className="yt">
            {MONTHS.map((month) => (
              <span key={month}>{w.month(String(month))}</span>
            ))}
          </div>
        </div>
        <div className="ybody">
          {today !== undefined && (
            <div className="ynow" style={{ '--at': today / 12 } as React.CSSProperties}>
              <span>{shortDate(now)}</span>
            </div>
          )}
          {rows.map(({ key, lanes }) => (
            <div className="yr" key={key} role="group" aria-label={key}>
              <div className="yl">{key}</div>
              <div>
                {lanes.map((lane, at) => (
                  <ul className="yt" key={at}>
                    {lane.map((placed) => (
                      <Card
                        key={placed.item.itemId}
                        placed={placed}
                        by={by}
                        on={placed.item.itemId === chosen}
                        onChoose={onChoose}
                      />
                    ))}
                  </ul>
                ))}
              </div>
            </div>
          ))}
        </div>
      </div>
      {loose.length > 0 && (
        <div className="yloose">
          <h3>{w.loose(loose.length)}</h3>
          <ul>
            {loose.map((item) => (
              <li key={item.itemId}>
                <Go to={`/consultations/items/${item.itemId}`}>{item.topic}</Go>
                <span className="mute small">{looseFacts(item, w)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      <div className="row wrap ylegend small">
        {(['done', 'now', 'later'] as const).map((key) => (
          <span key={key} className="nw">
            <i className={`yk ${key}`} aria-hidden="true" />
            {w.progress[key]}
          </span>
        ))}
        <span className="nw">
          <i className="yk joint" aria-hidden="true" />
          {w.jointLegend}
        </span>
        <span className="push mute">{w.noDrag}</span>
      </div>
    </section>
  )
}

function Card({
  placed: { item, from, to },
  by,
  on,
  onChoose,
}: {
  placed: Placed
  by: 'form' | 'body'
  on: boolean
  onChoose: (itemId: string) => void
}) {
  const w = words.use()
  const progress = progressOf(item)
  const look = ['yit', progress, isJoint(item) && 'joint', on && 'on'].filter(Boolean).join(' ')
  const months = monthsText(item.months, w)
  const state = w.states[item.state]
  const second = by === 'body' && item.form ? w.forms[item.form] : undefined
  const width = to - from
  return (
    <li className={look} style={{ left: share(from), width: `calc(${share(width)} - 6px)` }}>
      <button
        type="button"
        aria-pressed={on}
        aria-label={w.cardName(item.topic, months, state)}
        title={item.topic}
        onClick={() => onChoose(item.itemId)}
      >
        <b>{item.topic}</b>
        <small>{[months, second ?? state].join(' · ')}</small>
      </button>
      {item.months.map((month) => (
        <i
          key={month}
          aria-hidden="true"
          style={{ left: `${((month - 1 - from) / width) * 100}%`, width: `${100 / width}%` }}
        />
      ))}
    </li>
  )
}

const looseFacts = ({ form, recurrence, timeLabel, leadBody, state }: PlanRow, w: ReturnType<typeof words.use>) =>
  [
    form && w.forms[form],
    timeLabel ?? (recurrence && w.recurrences[recurrence]),
    leadBody?.name,
    progressOf({ state }) === 'later' ? undefined : w.states[state],
  ]
    .filter(Boolean)
    .join(' · ')
