import './joint.css'
import { leadsOn } from '../../areas.ts'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { longDate } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import { STAGE_LOOKS } from './looks.ts'
import { offlineSides } from './sides.ts'
import { words } from './words/index.ts'

type Compact = Row<'joint.compacts'>

/** 联动机制一览: a committee is in a handful of them, so that all are read at once and narrowed here. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['stage'])
  const role = useSession().data?.active?.role
  const list = useAnswer('joint.compacts', { limit: 100 })
  if (list.isError) return <PageFault error={list.error} />
  const all = list.data?.items ?? []
  const stage = one(values.stage)
  const rows = all.filter((compact) => stage === undefined || compact.stage === stage)
  const stages = (Object.keys(w.stages) as Compact['stage'][]).filter((key) => all.some((row) => row.stage === key))
  const begin = [
    { to: '/joint/join', label: w.join },
    { to: '/joint/receive', label: w.receive },
    { to: '/joint/new', label: w.found },
  ].filter(({ to }) => role !== undefined && leadsOn(to, role))
  const ways = begin.length > 0 && (
    <span className="push row wrap">
      {begin.map(({ to, label }) => (
        <Go key={to} className="btn" to={to}>
          {label}
        </Go>
      ))}
    </span>
  )
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        {ways}
      </div>
      <section className="card" aria-label={w.title} id="list">
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={4} />
          </div>
        )}
        {list.data && all.length === 0 && (
          <EmptyState mark="联动" title={w.none} hint={w.noneHint}>
            {ways}
          </EmptyState>
        )}
        {all.length > 0 && (
          <div className="sum">
            <SentenceOfCounts
              lead={w.lead}
              tail={w.tail}
              total={{
                count: all.length,
                unit: '',
                current: stage === undefined,
                onChoose: () => set({ stage: undefined }),
              }}
              parts={stages.map((key) => ({
                key,
                label: w.stages[key],
                count: all.filter((row) => row.stage === key).length,
                current: stage === key,
                onChoose: () => set({ stage: key }),
              }))}
            />
          </div>
        )}
        {all.length > 0 && rows.length === 0 && (
          <EmptyState mark="联动" title={w.noneFound}>
            <button type="button" className="btn" onClick={() => set({ stage: undefined })}>
              {w.reset}
            </button>
          </EmptyState>
        )}
        {rows.length > 0 && (
          <DataTable<Compact>
            label={w.title}
            rows={rows}
            idOf={({ compactId }) => compactId}
            columns={columns(w)}
            onOpen={({ compactId }) => open(compactId)}
          />
        )}
      </section>
    </>
  )
}

const columns = (w: ReturnType<typeof words.use>): readonly Column<Compact>[] => [
  {
    key: 'name',
    title: w.name,
    kind: 'title',
    cell: ({ compactId, name, text }) => (
      <div>
        <Go to={`/joint/${compactId}`} data-compact={compactId} title={name}>
          {name}
        </Go>
        <div className="small mute">
          {w.kinds[text.kind]} ·{' '}
          {text.end ? w.term(longDate(text.start), longDate(text.end)) : w.openEnded(longDate(text.start))}
        </div>
      </div>
    ),
  },
  { key: 'members', title: w.members, kind: 'tight', cell: ({ sides }) => w.sidesOf(sides.length) },
  {
    key: 'stage',
    title: w.stage,
    kind: 'tight',
    cell: ({ stage }) => <span className={`state ${STAGE_LOOKS[stage]}`}>{w.stages[stage]}</span>,
  },
  {
    key: 'exchange',
    title: w.exchange,
    kind: 'tight',
    cell: (compact) => {
      const away = offlineSides(compact, committeeId).length
      if (away > 0) return <b className="orange">{w.offlineOf(away)}</b>
      return compact.hub ? w.allHere : w.noHub
    },
  },
]

/** As the link in the row does it, so that Enter and a click are the same. */
const open = (compactId: string) =>
  document.querySelector<HTMLAnchorElement>(`a[data-compact="${CSS.escape(compactId)}"]`)?.click()
