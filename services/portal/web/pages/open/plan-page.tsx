import { one, useAddress } from '../../data/address.ts'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { monthsText } from '../consultations-plan/year-layout.ts'
import { useCommitteeNames } from './committee-names.ts'
import { type Plan, thisYear, usePlan } from './use-latest-plan.ts'
import { words } from './words/index.ts'
import './open.css'

const FIRST_YEAR = 2000
const STATES: Record<Plan['items'][number]['progress'], string> = {
  PLANNED: 'wait',
  UNDERWAY: 'do',
  HELD: 'ok',
  CLOSED: 'ok',
  CANCELLED: '',
}

/** 年度协商计划, as it was adopted and published: by form, each with when, who and how far. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['year'])
  const asked = /^20\d\d$/.test(one(values.year) ?? '') ? Number(one(values.year)) : undefined
  const { data: plan, isPending, error } = usePlan(asked)
  if (error) return <PageFault error={error} />
  const year = asked ?? plan?.year ?? thisYear()
  const turn = (to: number) => set({ year: String(to) })
  return (
    <>
      <div className="row between noprint">
        <button
          type="button"
          className="btn"
          disabled={year <= FIRST_YEAR}
          aria-label={w.yearOf(year - 1)}
          onClick={() => turn(year - 1)}
        >
          {year - 1}
        </button>
        <b aria-live="polite">{w.yearOf(year)}</b>
        <button
          type="button"
          className="btn"
          disabled={year > thisYear()}
          aria-label={w.yearOf(year + 1)}
          onClick={() => turn(year + 1)}
        >
          {year + 1}
        </button>
      </div>
      {isPending && <LoadingBars />}
      {plan === null && (
        <section className="card">
          <h1 className="heard">{w.yearOf(year)}</h1>
          <EmptyState mark="计划" title={w.noPlan(year)} hint={w.noPlanHint}>
            {asked !== undefined && (
              <button type="button" className="btn" onClick={() => set({ year: undefined })}>
                {w.latestPlan}
              </button>
            )}
          </EmptyState>
        </section>
      )}
      {plan && <PlanSheet plan={plan} />}
    </>
  )
}

function PlanSheet({ plan }: { plan: Plan }) {
  const w = words.use()
  const forms = [...new Set(plan.items.map(({ form }) => form))]
  return (
    <>
      <section className="card plansheet">
        <h1 className="song">
          <Title text={plan.title} />
        </h1>
        <p className="sub">{w.adopted(w.adopters[plan.adoptedBy], plan.documentNumber, longDate(plan.decidedOn))}</p>
        <p className="small mute">{w.publishedOn(longDate(plan.publishedAt))}</p>
        {plan.amendments.map(({ number, documentNumber, decidedOn }) => (
          <p key={number} className="small sub">
            {w.amended(number, documentNumber, longDate(decidedOn))}
          </p>
        ))}
        <p>{w.planCount(plan.items.length)}</p>
        <button type="button" className="btn" onClick={() => print()}>
          {w.print}
        </button>
      </section>
      {forms.map((form) => (
        <section key={form} className="card">
          <h2>{w.forms[form]}</h2>
          <ul className="planned">
            {plan.items
              .filter((item) => item.form === form)
              .map((item) => (
                <PlanItem key={item.itemId} item={item} />
              ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function PlanItem({ item }: { item: Plan['items'][number] }) {
  const w = words.use()
  const nameOf = useCommitteeNames()
  const when = monthsText(item.months, w) || item.timeLabel || (item.recurrence && w.recurrences[item.recurrence])
  const facts: readonly (readonly [string, string | undefined])[] = [
    [w.when, when],
    [w.lead, item.leadBody],
    [w.counterparts, item.counterpartUnits.join('、')],
    [w.partners, item.partnerCommittees.map(nameOf).join('、')],
  ]
  return (
    <li>
      <div className="row between top">
        <b>{item.topic}</b>
        <span className={`state ${STATES[item.progress]} small`}>{w.progress[item.progress]}</span>
      </div>
      <dl className="small">
        {facts.map(
          ([label, fact]) =>
            fact && (
              <div key={label}>
                <dt className="mute">{label}</dt>
                <dd>{fact}</dd>
              </div>
            ),
        )}
      </dl>
    </li>
  )
}
