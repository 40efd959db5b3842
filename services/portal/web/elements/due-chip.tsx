import type { Deadline } from '@lianxie/contracts'
import { daysBetween, lastDayOf, longDate, shortDate } from '../look/dates.ts'
import { language } from '../look/preferences.ts'
import { core } from '../words/index.ts'
import { Icon } from './icon.tsx'
import { Popover } from './popover.tsx'

type Light = 'green' | 'yellow' | 'orange' | 'red'
const LOOKS: Record<Light, string> = { green: 'due', yellow: 'due warn', orange: 'due near', red: 'due over' }

interface DueChipProps {
  /** The first instant after the last day, as services give it. */
  dueAt?: string | undefined
  /** How near it is, as the service counted it. */
  light?: Light | undefined
  /** When it was done: then nothing presses any more. */
  doneAt?: string | undefined
  /** 答复期限: what it is the last day of. */
  what?: string
  /** Why it is this day; then the chip is a button that opens it. */
  deadline?: Deadline | undefined
  /** For people: 4月9日前. */
  plain?: boolean
  icon?: boolean
}

/** 期限: the last day with what is left of it. The days are the service's; the page counts nothing but the distance to today. */
export function DueChip({ dueAt, light, doneAt, what = '', deadline, plain = false, icon = true }: DueChipProps) {
  const w = core.use()
  if (doneAt) return <span className="due off">{w.due.done(shortDate(doneAt))}</span>
  if (!dueAt) return <span className="mute">—</span>
  const day = lastDayOf(dueAt)
  const left = daysBetween(new Date(), day)
  const over = light === 'red' || left < 0
  const rest = over
    ? w.due.over(Math.max(1, -left))
    : left === 0
      ? w.due.today(shortDate(day))
      : w.due.left(shortDate(day), left)
  const text = plain && !over ? w.due.before(shortDate(day)) : rest
  const look = LOOKS[over ? 'red' : (light ?? 'green')]
  const content = (
    <>
      {icon && <Icon name="clock" />}
      {text}
    </>
  )
  if (!deadline) return <span className={look}>{content}</span>
  return (
    <Popover
      label={w.due.why}
      button={(props) => (
        <button type="button" className={look} aria-label={w.due.name(what, longDate(day), rest)} {...props}>
          {content}
        </button>
      )}
    >
      {() => <DateEquation deadline={deadline} />}
    </Popover>
  )
}

/** 为何是这一天: every step that led to a date, counted by the service with the committee's own calendar and rules. */
export function DateEquation({ deadline }: { deadline: Deadline }) {
  const w = core.use()
  const words = (step: Deadline['steps'][number]) => (language() === 'en' ? step.en : step.zh)
  return (
    <div>
      <b>{w.due.why}</b>
      <dl>
        {deadline.steps.map((step, at) => (
          <div key={`${step.code} ${at}`} style={{ display: 'contents' }}>
            <dt>{step.date ? shortDate(step.date) : ''}</dt>
            <dd>{words(step)}</dd>
          </div>
        ))}
        <dt>=</dt>
        <dd>
          <b>{longDate(deadline.date)}</b>
        </dd>
      </dl>
      {!deadline.calendarKnown && <p className="mute small">{w.due.unknownYears(deadline.unknownYears.join('、'))}</p>}
    </div>
  )
}
