import { one, useAddress } from '../../data/address.ts'
import type { Params } from '../../data/contracts.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { shareOf, Tally } from '../../elements/tally.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { words } from './words/index.ts'

const YEARS = 8

/** 整改统计: every number with what it is a part of, and the list behind it. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(['year', 'severity'])
  const { data, error, isPending } = useAnswer(
    'supervision.issue-statistics',
    values as unknown as Params<'supervision.issue-statistics'>,
    { keep: true },
  )
  if (error && !data) return <PageFault error={error} />
  const told = language() === 'en' ? 'en' : 'zh'
  const thisYear = new Date().getFullYear()
  const years = Array.from({ length: YEARS }, (_, at) => String(thisYear - at))
  return (
    <>
      <div className="row wrap">
        <h1>{w.statistics}</h1>
        {data && <span className="mute small">{w.asOf(dateTime(data.asOf))}</span>}
      </div>
      <Conditions
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'year', label: w.year, options: years.map((year) => [year, year] as const) },
          { name: 'severity', label: w.severity, options: Object.entries(w.severities) },
        ]}
      />
      {isPending && <LoadingBars />}
      {data && (
        <>
          <section className="card pad">
            <p>{data.sentence[told]}</p>
            {data.basis && <p className="small mute">{data.basis[told]}</p>}
            {data.days.median !== undefined && <p className="small sub">{w.days(data.days.n, data.days.median)}</p>}
          </section>
          <Tally
            title={w.figures}
            heads={[w.figure, w.count, w.share]}
            rows={data.figures.map(({ code, zh, en, n, d, filters }) => ({
              key: code,
              name: told === 'en' ? en : zh,
              cells: [<Behind key="n" n={n} filters={filters} />, shareOf(w, n, d)],
            }))}
          />
          <Tally
            title={w.byUnit}
            heads={[w.unit, w.count, w.verifiedShort, w.openShort, w.overdueShort]}
            rows={data.byUnit.map(({ unitId, unit, n, verified, open, overdue, filters }) => ({
              key: unitId,
              name: unit ?? '—',
              cells: [<Behind key="n" n={n} filters={filters} />, verified, open, overdue],
            }))}
          />
          <Tally
            title={w.repeated}
            heads={[w.subjectShort, w.count, w.inProjects, w.inUnits]}
            rows={data.repeated.map(({ subject, n, projects, units, filters }) => ({
              key: subject,
              name: subject,
              cells: [<Behind key="n" n={n} filters={filters} />, projects, units],
            }))}
          />
          {one(values.year) === undefined && (
            <Tally
              title={w.byYear}
              heads={[w.year, w.count, w.verifiedShort, w.openShort, w.overdueShort]}
              rows={data.byYear.map(({ year, n, verified, open, overdue, filters }) => ({
                key: String(year),
                name: String(year),
                cells: [<Behind key="n" n={n} filters={filters} />, verified, open, overdue],
              }))}
            />
          )}
        </>
      )}
    </>
  )
}

/** A number that opens the list behind it, where there is one. */
const Behind = ({ n, filters }: { n: number; filters: Readonly<Record<string, string>> | undefined }) =>
  filters === undefined || n === 0 ? (
    n
  ) : (
    <Go to="/supervision/issues" search={filters}>
      {n}
    </Go>
  )
