import { useMatches } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import type { Params } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { useList } from '../../data/use-answer.ts'
import { LoadMore } from '../../elements/load-more.tsx'
import { Segments } from '../../elements/segments.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Title } from '../../elements/title.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { STATE_LOOKS } from './looks.ts'
import { words } from './words/index.ts'

type Show = 'running' | 'all'
const PARAMS: Readonly<Record<Show, Params<'consultations.research-groups'>>> = {
  running: { state: ['FORMED', 'REPORTED'] },
  all: {},
}

/** 调研组列表: the groups at work first; members see those that they are in. */
export function Page() {
  const w = words.use()
  const shell = useMatches({ select: (all) => all.at(-1)?.staticData.page?.shell })
  const base = shell === 'member' ? '/m/research' : '/consultations/research'
  const { values, set } = useAddress(['show'])
  const show: Show = one(values.show) === 'all' ? 'all' : 'running'
  const list = useList('consultations.research-groups', PARAMS[show], { size: 20 })
  const nameOf = useNames(list.rows.map(({ leaderId }) => leaderId))
  if (list.isError && !list.first) return <PageFault error={list.error} />
  return (
    <>
      <h1>{w.title}</h1>
      <Segments
        label={w.show}
        hidden
        value={show}
        options={Object.entries(w.shows) as [Show, string][]}
        onChange={(next) => set({ show: next === 'all' ? 'all' : undefined })}
      />
      {list.isPending && <LoadingBars />}
      {list.first && list.total === 0 && (
        <section className="card">
          <EmptyState mark="调研" title={w.none} hint={shell === 'member' ? w.noneOwnHint : w.noneHint} />
        </section>
      )}
      {list.rows.map(({ researchId, title, state, leaderId, visits, reportVersion }) => (
        <Go
          key={researchId}
          to={`${base}/${researchId}`}
          className={shell === 'member' ? 'card published' : 'card pad published'}
        >
          <h2 className="song">
            <Title text={title} />
          </h2>
          <span className="row between small wrap">
            <span className="mute">{w.led(nameOf(leaderId) ?? w.unnamed, visits, reportVersion)}</span>
            <span className={`state ${STATE_LOOKS[state]}`}>{w.states[state]}</span>
          </span>
        </Go>
      ))}
      <LoadMore list={list} {...(shell === 'member' && { size: 'big' })} />
    </>
  )
}
