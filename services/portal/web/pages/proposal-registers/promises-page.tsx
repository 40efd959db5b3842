import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { Conditions } from '../../elements/conditions.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { DueChip } from '../../elements/due-chip.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { endOf } from '../consultations-commitments/due.ts'
import { Watch } from '../consultations-sessions/watch.tsx'
import { words } from './words/index.ts'
import { yearsBack } from './years.ts'

type Pledge = Row<'proposals.promises'>

/** 承诺台账: what units promised in their replies and afterwards, over all cases and years, what is due soonest first. */
export function Page() {
  const w = words.use()
  const { values, set, clear } = useAddress(['state', 'overdue', 'year', 'unitId'])
  const role = useSession().data?.active?.role
  const isUnit = role === 'UNIT_HANDLER' || role === 'UNIT_LEADER'
  const list = useList('proposals.promises', values as unknown as Params<'proposals.promises'>)
  const units = useAnswer(
    'directory.units',
    { limit: 200 },
    { enabled: role !== undefined && !isUnit, staleTime: 600_000 },
  )
  if (list.isError && !list.first) return <PageFault error={list.error} />
  return (
    <>
      {isUnit && (
        <Watch paths={[...new Set(list.rows.slice(0, 20).map((row) => `proposals/cases/${row.proposalId}`))]} />
      )}
      <div>
        <h1>{w.promises}</h1>
        <p className="sub small">{w.promisesLead}</p>
      </div>
      <Conditions
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'state', label: w.state, options: Object.entries(w.promiseStates) },
          { name: 'overdue', label: w.term, options: [['true', w.overdue]] },
          { name: 'year', label: w.year, options: yearsBack() },
          ...(isUnit
            ? []
            : [
                {
                  name: 'unitId',
                  label: w.unit,
                  options: (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name] as const),
                },
              ]),
        ]}
      />
      <section className="card" aria-label={w.promises} id="list">
        {list.first && (
          <div className="sum">
            <p className="counts">{w.promisesFound(list.counted)}</p>
          </div>
        )}
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={6} />
          </div>
        )}
        {list.first && list.total === 0 && <EmptyState mark="承诺" title={w.noPromises} hint={w.noPromisesHint} />}
        {list.total > 0 && (
          <DataTable<Pledge>
            label={w.promises}
            rows={list.rows}
            list={list}
            idOf={({ promiseId }) => promiseId}
            columns={columns(w, one(values.unitId) === undefined)}
            onOpen={({ promiseId }) => document.querySelector<HTMLAnchorElement>(`a[data-row="${promiseId}"]`)?.click()}
          />
        )}
      </section>
    </>
  )
}

const LOOKS = { OPEN: 'mid', DONE: 'wait', KEPT: 'ok', RELEASED: 'off' } as const

const columns = (w: ReturnType<typeof words.use>, withUnit: boolean): readonly Column<Pledge>[] => [
  {
    key: 'text',
    title: w.promise,
    kind: 'title',
    cell: ({ promiseId, proposalId, text, subject, serial, lastReport }) => (
      <div>
        <Go to={`/proposals/${proposalId}`} data-row={promiseId} tabIndex={-1}>
          {text ?? subject}
        </Go>
        <div className="small mute">
          {serial !== undefined && `${w.number(serial)} `}
          {subject}
        </div>
        {lastReport !== undefined && <div className="small sub">{w.lastReport(lastReport)}</div>}
      </div>
    ),
  },
  ...(withUnit
    ? [{ key: 'unit', title: w.unit, kind: 'tight' as const, cell: ({ unitName }: Pledge) => unitName ?? '—' }]
    : []),
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ state }) => <span className={`state ${LOOKS[state]}`}>{w.promiseStates[state]}</span>,
  },
  {
    key: 'due',
    title: w.due,
    kind: 'tight',
    cell: ({ dueOn, light, settledAt }) => (
      <DueChip
        dueAt={endOf(dueOn)}
        light={light}
        {...(settledAt !== undefined && { doneAt: settledAt })}
        icon={false}
      />
    ),
  },
]
