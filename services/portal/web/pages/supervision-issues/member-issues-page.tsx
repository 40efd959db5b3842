import './issues.css'
import { one, useAddress } from '../../data/address.ts'
import type { Params } from '../../data/contracts.ts'
import { useLive } from '../../data/live.ts'
import { useList } from '../../data/use-answer.ts'
import { DueChip } from '../../elements/due-chip.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Segments } from '../../elements/segments.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { STATE_LOOKS } from './looks.ts'
import { words } from './words/index.ts'

type Show = 'mine' | 'open' | 'all'
const PARAMS: Readonly<Record<Show, Params<'supervision.issues'>>> = {
  mine: { state: ['RECTIFIED', 'DISPUTED'] },
  open: { state: ['LISTED', 'DISPUTED', 'ACCEPTED', 'RECTIFYING', 'RECTIFIED', 'REOPENED'] },
  all: {},
}

/** 问题整改, for members of the groups: first what waits for them. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['show'])
  const asked = one(values.show)
  const show: Show = asked === 'open' || asked === 'all' ? asked : 'mine'
  const list = useList('supervision.issues', PARAMS[show], { size: 20 })
  useLive(list.rows.slice(0, 20).map(({ findingId }) => `supervision/issues/${findingId}`))
  if (list.isError && !list.first) return <PageFault error={list.error} />
  return (
    <>
      <h1>{w.title}</h1>
      <Segments
        label={w.show}
        hidden
        value={show}
        options={[
          ['mine', w.shows.mine],
          ['open', w.shows.open],
          ['all', w.shows.all],
        ]}
        onChange={(value) => set({ show: value === 'mine' ? undefined : value })}
      />
      {list.isPending && <LoadingBars />}
      {list.first && list.total === 0 && (
        <section className="card">
          <EmptyState mark="问题" title={w.noneFor[show]} hint={w.noneForHint}>
            <Go to="/m/visits" className="btn">
              {w.toVisits}
            </Go>
          </EmptyState>
        </section>
      )}
      {list.rows.map((issue) => (
        <Go key={issue.findingId} to={`/m/issues/${issue.findingId}`} className="card published">
          <span className="small mute">
            {w.numberOf(issue.listYear, issue.listNumber, issue.position)} · {issue.unit}
          </span>
          <h2 className="song">
            <Title text={issue.subject} />
          </h2>
          <span className="row between small wrap">
            <span className={`state ${STATE_LOOKS[issue.state]}`}>{w.states[issue.state]}</span>
            {issue.state !== 'VERIFIED' && <DueChip dueAt={issue.dueAt} light={issue.light} plain />}
          </span>
        </Go>
      ))}
      <LoadMore list={list} size="big" />
    </>
  )
}
