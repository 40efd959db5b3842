import { shortDate } from '../../look/dates.ts'
import { isJoint, layOutYear, monthsText, type Placed, type PlanRow, progressOf, todayIn } from './year-layout.ts'
import { words } from './words/index.ts'

const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1)
/** The name of the day stands over the names of its month and, late in it, of the next. */
const isUnder = (month: number, today: number | undefined) =>
  today !== undefined && (Math.floor(today) === month - 1 || Math.floor(today + 0.45) === month - 1)

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
  // What has no months stands apart: under the months it would look as if it had some.
  const dated = rows.filter(({ lanes }) => lanes.length > 0)
  const open = rows.filter(({ loose }) => loose.length > 0)
  const now = new Date()
  const today = todayIn(year, now)
  return (
    <section className="card year" aria-label={w.views[by === 'form' ? 'year' : 'body']} id="list">
      <div className="yscroll">
        {dated.length > 0 && (
          <>
            <div className="yr yh" aria-hidden="true">
              <div className="yl">{by === 'form' ? w.form : w.leadBody}</div>
              <div className="yt">
                {MONTHS.map((month) => (
                  <span key={month} className={isUnder(month, today) ? 'under' : undefined}>
                    {w.month(String(month))}
                  </span>
                ))}
              </div>
            </div>
            <div className="ybody">
              {today !== undefined && (
                <div className="ynow" style={{ '--at': today / 12 } as React.CSSProperties}>
                  <span>{shortDate(now)}</span>
                </div>
              )}
              {dated.map(({ key, lanes }) => (
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
          </>
        )}
        {open.length > 0 && <h2 className="yopenhead">{w.noMonths}</h2>}
        {open.map(({ key, loose }) => (
          <div className="yr" key={key} role="group" aria-label={`${w.noMonths} ${key}`}>
            <div className="yl">{key}</div>
            <ul className="yopen">
              {loose.map((item) => (
                <li key={item.itemId} className={lookOf(item, item.itemId === chosen)}>
                  <CardButton
                    item={item}
                    on={item.itemId === chosen}
                    time={item.timeLabel ?? (item.recurrence ? w.recurrences[item.recurrence] : w.timeOpen)}
                    by={by}
                    onChoose={onChoose}
                  />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
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
  const width = to - from
  return (
    <li className={lookOf(item, on)} style={{ left: share(from), width: `calc(${share(width)} - 6px)` }}>
      <CardButton item={item} on={on} time={monthsText(item.months, w)} by={by} onChoose={onChoose} />
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

function CardButton({
  item,
  on,
  time,
  by,
  onChoose,
}: {
  item: PlanRow
  on: boolean
  time: string
  by: 'form' | 'body'
  onChoose: (itemId: string) => void
}) {
  const w = words.use()
  const state = w.states[item.state]
  return (
    <button
      type="button"
      aria-pressed={on}
      aria-label={w.cardName(item.topic, time, state)}
      title={item.topic}
      onClick={() => onChoose(item.itemId)}
    >
      <b>{item.topic}</b>
      <small>{[time, by === 'body' && item.form ? w.forms[item.form] : state].join(' · ')}</small>
    </button>
  )
}

const lookOf = (item: PlanRow, on: boolean) =>
  ['yit', progressOf(item), isJoint(item) && 'joint', on && 'on'].filter(Boolean).join(' ')
