import '../../look/lists.css'
import './plan.css'
import { one, useAddress } from '../../data/address.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { Segments } from '../../elements/segments.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { shortDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { ItemPanel } from './item-panel.tsx'
import { ItemTable } from './item-table.tsx'
import { OpenPlan } from './open-plan.tsx'
import { PlanNext } from './plan-next.tsx'
import { usePlan } from './use-plan.ts'
import { YearView } from './year-view.tsx'
import { itemsOfYear, type PlanRow, type Progress, progressOf } from './year-layout.ts'
import { words } from './words/index.ts'

const FILTERS = ['view', 'form', 'progress', 'item'] as const
const PROGRESS: readonly Progress[] = ['done', 'now', 'later']

/** 年度协商计划: the plan of a year by form or by body along the months, or as a list; the number sentence filters it. */
export function Page() {
  const w = words.use()
  const { plans, plan, chosen, chooseYear } = usePlan()
  const { data: session } = useSession()
  const { values, set } = useAddress(FILTERS)
  const year = useAnswer('consultations.plan-year', { planId: chosen?.planId ?? '' }, { enabled: chosen !== undefined })
  const failed = plans.error ?? plan.error ?? year.error
  if (failed && !plan.data) return <PageFault error={failed} />
  if (plans.isPending) return <LoadingBars rows={8} />
  const isDrafter = session?.active?.role === 'STAFF_CONSULTATION' || session?.active?.role === 'STAFF_OFFICE'
  const years = plans.data?.items.map((one) => one.year) ?? []
  if (!chosen) {
    return (
      <>
        <h1>{w.title}</h1>
        <section className="card">
          <EmptyState mark="计划" title={w.none} hint={isDrafter ? w.noneStaff : w.noneHint} />
        </section>
        {isDrafter && <OpenPlan years={years} />}
      </>
    )
  }
  const view = one(values.view) ?? 'year'
  const form = one(values.form)
  const progress = one(values.progress)
  const all = year.data ? itemsOfYear(year.data) : []
  const shown = all.filter(
    (item) => (form === undefined || item.form === form) && (progress === undefined || progressOf(item) === progress),
  )
  const picked = all.find(({ itemId }) => itemId === one(values.item))
  const since = plan.data?.forwarding?.forwardedOn ?? plan.data?.adoption?.decidedOn
  return (
    <>
      <div className="row wrap">
        <h1>{chosen.title}</h1>
        <span className="tag blue">
          {w.planStates[chosen.state]}
          {since !== undefined && ` · ${shortDate(since)}`}
        </span>
        <div className="tools push noprint">
          <label className="field">
            {w.year}
            <select className="plainselect" value={chosen.year} onChange={({ target }) => chooseYear(target.value)}>
              {years.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
          <Segments
            label={w.view}
            hidden
            value={view}
            options={Object.entries(w.views)}
            onChange={(next) => set({ view: next === 'year' ? undefined : next })}
          />
          {isDrafter && plan.data?.next.some(({ command }) => command === 'consultations.confirm-plan-import') && (
            <Go to="/consultations/import" className="btn">
              {w.acts.import}
            </Go>
          )}
          <button type="button" className="btn" onClick={() => print()}>
            {w.print}
          </button>
        </div>
      </div>
      {year.data && (
        <section className="card pad stack" style={{ '--g': '4px' } as React.CSSProperties}>
          <SentenceOfCounts
            lead={w.lead}
            tail={all.length > 0 ? w.tail : ''}
            total={{
              count: all.length,
              unit: w.pieces,
              current: form === undefined && progress === undefined,
              onChoose: () => set({ form: undefined, progress: undefined }),
            }}
            parts={partsBy(all).map(([key, count]) => ({
              key,
              label: w.forms[key],
              count,
              current: form === key,
              onChoose: () => set({ form: form === key ? undefined : key }),
            }))}
          />
          <SentenceOfCounts
            lead={w.progressLead}
            tail="，"
            total={{
              count: shown.length,
              unit: w.shownPieces,
              current: progress === undefined,
              onChoose: () => set({ progress: undefined }),
            }}
            parts={PROGRESS.map((key) => ({
              key,
              label: w.progress[key],
              count: all.filter((item) => (form === undefined || item.form === form) && progressOf(item) === key)
                .length,
              current: progress === key,
              onChoose: () => set({ progress: progress === key ? undefined : key }),
            }))}
          />
          <p className="small mute">
            {w.rule}
            {plan.data && plan.data.amendments.length > 0 && w.amended(plan.data.amendments.length)}
          </p>
        </section>
      )}
      {year.isPending && <LoadingBars rows={8} />}
      {year.data && all.length === 0 && (
        <section className="card">
          <EmptyState mark="计划" title={w.noItems} hint={w.noItemsHint} />
        </section>
      )}
      {all.length > 0 &&
        (view === 'list' ? (
          <ItemTable items={shown} />
        ) : (
          <YearView
            year={chosen.year}
            items={shown}
            by={view === 'body' ? 'body' : 'form'}
            chosen={picked?.itemId}
            onChoose={(itemId) => set({ item: itemId === picked?.itemId ? undefined : itemId }, { quiet: true })}
          />
        ))}
      {picked && plan.data && <ItemPanel item={picked} plan={plan.data} />}
      {plan.data && <PlanNext key={plan.data.planId} plan={plan.data} />}
      {isDrafter && <OpenPlan years={years} />}
    </>
  )
}

/** How many of each form, most first. */
const partsBy = (items: readonly PlanRow[]) =>
  [...Map.groupBy(items, ({ form }) => form)]
    .flatMap(([form, own]) => (form === undefined ? [] : [[form, own.length] as const]))
    .toSorted(([, a], [, b]) => b - a)
