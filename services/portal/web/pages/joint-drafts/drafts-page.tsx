import './drafts.css'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Views } from '../../elements/views.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { actOf, titleOf } from './content-fields.ts'
import { words } from './words/index.ts'

type Draft = Row<'joint.drafts'>
const STATES = ['PREPARED', 'RELEASED', 'DISCARDED'] as const

/** 待放行: what is prepared to leave, over all compacts; what was let go or discarded is kept. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['state'])
  const state = STATES.find((known) => known === one(values.state)) ?? (values.state === 'ALL' ? undefined : 'PREPARED')
  const list = useList('joint.drafts', { ...(state && { state }) }, { size: 100 })
  const compacts = useAnswer('joint.compacts', { limit: 100 })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const nameOf = (id: string) => compacts.data?.items.find(({ compactId }) => compactId === id)?.name ?? '—'
  return (
    <>
      <div>
        <h1>{w.drafts}</h1>
        <p className="sub small">{w.draftFirst}</p>
      </div>
      <section className="card" aria-label={w.drafts}>
        <Views
          label={w.state}
          isAll={state === undefined}
          onAll={() => set({ state: 'ALL' })}
          views={STATES.map((key) => ({
            name: w.draftStates[key],
            isOn: state === key,
            onChoose: () => set({ state: key === 'PREPARED' ? undefined : key }),
          }))}
        />
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={4} />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState mark="放行" title={w.noDrafts} hint={w.noDraftsHint}>
            <Go className="btn" to="/joint">
              {w.toCompacts}
            </Go>
          </EmptyState>
        )}
        {list.total > 0 && (
          <DataTable<Draft>
            label={w.drafts}
            rows={list.rows}
            list={list}
            idOf={({ draftId }) => draftId}
            columns={columns(w, nameOf)}
            onOpen={({ draftId }) => open(draftId)}
          />
        )}
      </section>
    </>
  )
}

const columns = (w: ReturnType<typeof words.use>, nameOf: (compactId: string) => string): readonly Column<Draft>[] => [
  {
    key: 'title',
    title: w.content,
    kind: 'title',
    cell: ({ draftId, compactId, kind, content }) => (
      <div>
        <span className="tag">{w.kinds[kind]}</span>{' '}
        <Go to={`/joint/drafts/${draftId}`} data-draft={draftId}>
          {titleOf(content) ?? actOf(content, w.values) ?? w.look}
        </Go>
        <div className="small mute">{nameOf(compactId)}</div>
      </div>
    ),
  },
  {
    key: 'who',
    title: w.letGo,
    kind: 'tight',
    cell: ({ needsChair, state }) =>
      state === 'PREPARED' ? <b>{needsChair ? w.byChair : w.byStaff}</b> : w.draftStates[state],
  },
  { key: 'at', title: w.prepared, kind: 'tight', cell: ({ preparedAt }) => dateTime(preparedAt) },
]

const open = (draftId: string) =>
  document.querySelector<HTMLAnchorElement>(`a[data-draft="${CSS.escape(draftId)}"]`)?.click()
