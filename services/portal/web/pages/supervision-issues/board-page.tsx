import { useMutation } from '@tanstack/react-query'
import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { download } from '../../data/download.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { DueChip } from '../../elements/due-chip.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { Conditions } from '../../elements/conditions.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { STATE_LOOKS } from './looks.ts'
import { words } from './words/index.ts'

const FILTERS = [
  'text',
  'projectId',
  'listId',
  'unitId',
  'state',
  'severity',
  'year',
  'overdue',
  'figure',
  'subject',
] as const

/** 问题清单台账: every issue that the reader has to do with, what is due soonest first. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(FILTERS)
  const params = values as unknown as Params<'supervision.issues'>
  const list = useList('supervision.issues', params)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: 10 * 60_000 })
  const exporting = useMutation({
    mutationFn: () => {
      const { text: _, ...filters } = params
      return download('/api/supervision/issues.xlsx', { filters })
    },
  })
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const state = one(values.state)
  const filtered = Object.keys(values).length > 0
  const all = list.first?.counts.reduce((sum, { count }) => sum + count, 0) ?? 0
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        <button
          type="button"
          className="btn push"
          disabled={exporting.isPending}
          aria-busy={exporting.isPending}
          onClick={() => exporting.mutate()}
        >
          {w.export}
        </button>
      </div>
      <PageRefusal error={exporting.error} fields={[]} />
      <Conditions
        find={w.find}
        values={values}
        set={set}
        clear={clear}
        choices={[
          {
            name: 'unitId',
            label: w.unit,
            options: (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name]),
          },
          { name: 'severity', label: w.severity, options: Object.entries(w.severities) },
          { name: 'overdue', label: w.due, options: [['true', w.overdueOnly]] },
        ]}
      />
      <section className="card" aria-label={w.listTitle} id="list">
        {list.first && (
          <div className="sum">
            <SentenceOfCounts
              lead={w.lead}
              tail={all > 0 ? w.tail : ''}
              total={{
                count: all,
                unit: w.pieces,
                current: state === undefined && values.overdue === undefined,
                onChoose: () => set({ state: undefined, overdue: undefined }),
              }}
              parts={list.first.counts.map(({ state: key, count }) => ({
                key,
                label: w.states[key],
                count,
                current: state === key,
                onChoose: () => set({ state: key, overdue: undefined }),
              }))}
            />
            {list.first.overdue > 0 && (
              <p className="small">
                <button type="button" className="link over" onClick={() => set({ overdue: 'true', state: undefined })}>
                  {w.overdueOf(list.first.overdue)}
                </button>
              </p>
            )}
          </div>
        )}
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={8} />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState
            mark="问题"
            title={filtered ? w.empty : w.emptyAll}
            hint={filtered ? w.emptyHint : w.emptyAllHint}
          >
            {filtered && (
              <button type="button" className="btn" onClick={clear}>
                {w.reset}
              </button>
            )}
          </EmptyState>
        )}
        {list.total > 0 && (
          <DataTable<Row<'supervision.issues'>>
            label={w.title}
            rows={list.rows}
            list={list}
            idOf={({ findingId }) => findingId}
            columns={columns(w)}
            onOpen={({ findingId }) => openIssue(findingId)}
          />
        )}
      </section>
    </>
  )
}

const columns = (w: ReturnType<typeof words.use>): readonly Column<Row<'supervision.issues'>>[] => [
  {
    key: 'number',
    title: w.number,
    kind: 'tight',
    cell: ({ listYear, listNumber, position }) => w.numberOf(listYear, listNumber, position),
  },
  {
    key: 'subject',
    title: w.issue,
    kind: 'title',
    cell: ({ findingId, subject, fact, severity }) => (
      <div>
        {severity !== 'MINOR' && <span className="tag key">{w.severities[severity]}</span>}
        <Go to={`/supervision/issues/${findingId}`} data-issue={findingId} title={subject}>
          {fact === undefined ? subject : `${subject}：${fact}`}
        </Go>
      </div>
    ),
  },
  { key: 'unit', title: w.unit, kind: 'tight', cell: ({ unit }) => unit ?? '—' },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ state, round }) => (
      <span className={`state ${STATE_LOOKS[state]}`}>
        {w.states[state]}
        {round > 1 && <span className="mute small">{w.roundShort(round)}</span>}
      </span>
    ),
  },
  { key: 'next', title: w.next, kind: 'phone-hidden', cell: ({ next }) => <span className="nw">{w.steps[next]}</span> },
  {
    key: 'due',
    title: w.due,
    kind: 'tight',
    cell: ({ dueAt, light, verifiedAt, state }) => (
      <DueChip
        dueAt={dueAt}
        light={light}
        {...(state === 'VERIFIED' && verifiedAt !== undefined && { doneAt: verifiedAt })}
      />
    ),
  },
]

/** As the link in the row does it, so that Enter and a click are the same. */
const openIssue = (findingId: string) =>
  document.querySelector<HTMLAnchorElement>(`a[data-issue="${CSS.escape(findingId)}"]`)?.click()
