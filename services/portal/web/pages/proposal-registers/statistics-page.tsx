import './registers.css'
import { leadsOn } from '../../areas.ts'
import { one, useAddress } from '../../data/address.ts'
import type { Answer, Params } from '../../data/contracts.ts'
import { useProposalRules } from '../../data/rules.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { percentOf, shareOf, Tally } from '../../elements/tally.tsx'
import { dateTime } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { toDocket } from './to-docket.tsx'
import { words } from './words/index.ts'
import { yearsBack } from './years.ts'

type Statistics = Answer<'proposals.statistics'>

/** 立案率、办复率、按期率、满意率: what a year is judged by. */
const RATES = ['FILED', 'REPLIED', 'ON_TIME', 'CONTENT'] as const

/** Of what there was none at all, there is nothing to tell. */
const isTold = ({ n, d }: Statistics['figures'][number]) => n > 0 || (d ?? 0) > 0

/** 提案统计: every number of a year with what it is a part of, and the proposals behind it. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(['year', 'by', 'origin'])
  const years = yearsBack()
  // Figures are always of a range: of this year unless another is asked for.
  const year = one(values.year) ?? years[0]![0]
  const role = useSession().data?.active?.role
  const { data, error, isPending } = useAnswer(
    'proposals.statistics',
    { ...values, year } as unknown as Params<'proposals.statistics'>,
    { keep: true },
  )
  if (error && !data) return <PageFault error={error} />
  const opens = role !== undefined && leadsOn('/proposals', role)
  return (
    <>
      <div className="row wrap">
        <h1>{w.statistics}</h1>
        <label>
          <span className="heard">{w.year}</span>
          <select
            className="yearselect"
            value={year}
            onChange={({ target }) => set({ year: target.value === years[0]![0] ? undefined : target.value })}
          >
            {years.map(([value, label]) => (
              <option key={value} value={value}>
                {w.yearOf(label)}
              </option>
            ))}
          </select>
        </label>
        {data && <span className="mute small">{w.asOf(dateTime(data.asOf))}</span>}
      </div>
      <Conditions
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'by', label: w.by, options: Object.entries(w.bys) },
          { name: 'origin', label: w.origin, options: Object.entries(w.origins) },
        ]}
      />
      {isPending && <LoadingBars rows={8} />}
      {data && <Figures data={data} opens={opens} />}
    </>
  )
}

function Figures({ data, opens }: { data: Statistics; opens: boolean }) {
  const w = words.use()
  const rules = useProposalRules()
  const told = language() === 'en' ? 'en' : 'zh'
  const nameOf = (code: string, value: string) => {
    if (value === 'UNKNOWN') return w.unknown
    const listed = code === 'CATEGORY' ? rules?.categories : code === 'COLLECTIVE_KIND' ? rules?.collectiveKinds : []
    const named = (w.values as Readonly<Record<string, string>>)[value]
    return listed?.find((one) => one.code === value)?.[told] ?? named ?? value
  }
  if (data.figures.every(({ n }) => n === 0)) {
    return (
      <section className="card">
        <EmptyState mark="统计" title={w.nothingCounted} hint={w.nothingCountedHint} />
      </section>
    )
  }
  return (
    <>
      <ul className="rates" aria-label={w.rates}>
        {RATES.map((code) => {
          const { n = 0, d = 0 } = data.figures.find((figure) => figure.code === code) ?? {}
          return (
            <li key={code} className="card">
              <span className="small mute">{w.rateNames[code]}</span>
              <b>{d === 0 ? '—' : `${percentOf(n, d)}%`}</b>
              <span className="small sub">{w.ofAll(n, d)}</span>
            </li>
          )
        })}
      </ul>
      <Tally
        title={w.figures}
        heads={[w.figure, w.count, w.share]}
        rows={data.figures.filter(isTold).map(({ code, zh, en, n, d, docket }) => ({
          key: code,
          name: told === 'en' ? en : zh,
          cells: [toDocket(n, opens ? docket : undefined), shareOf(w, n, d)],
        }))}
        note={
          data.days.median === undefined
            ? undefined
            : w.days(data.days.n, data.days.median, Math.round(data.days.mean ?? 0))
        }
      />
      {data.breakdowns.map(({ code, zh, en, items }) => (
        <Tally
          key={code}
          title={told === 'en' ? en : zh}
          heads={[w.part, w.count, w.share]}
          rows={items.map(({ value, n, docket }) => ({
            key: value,
            name: nameOf(code, value),
            cells: [
              toDocket(n, opens ? docket : undefined),
              shareOf(
                w,
                n,
                items.reduce((sum, item) => sum + item.n, 0),
              ),
            ],
          }))}
        />
      ))}
      <Tally
        title={w.byUnit}
        heads={[w.unit, w.assigned, w.replied, w.onTime, 'A', 'B', 'C', 'D', w.content, w.medianDays]}
        rows={data.units.map(({ unitId, name, assigned, replied, onTime, classes, content, days, docket }) => ({
          key: unitId,
          name: name ?? '—',
          cells: [
            toDocket(assigned, opens ? docket : undefined),
            shareOf(w, replied.n, replied.d),
            shareOf(w, onTime.n, onTime.d),
            classes.A,
            classes.B,
            classes.C,
            classes.D,
            shareOf(w, content.n, content.d),
            days.median ?? '—',
          ],
        }))}
      />
    </>
  )
}
