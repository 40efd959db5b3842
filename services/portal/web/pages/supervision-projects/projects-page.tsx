import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { Conditions } from '../../elements/conditions.tsx'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { Dialog } from '../../elements/dialog.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { span } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { STATE_LOOKS } from './looks.ts'
import { projectFields } from './project-fields.ts'
import { words } from './words/index.ts'

const FILTERS = ['text', 'year', 'state', 'form', 'unitId', 'groupId'] as const

/** 监督项目列表. */
export function Page() {
  const w = words.use()
  const { data: session } = useSession()
  const { values, set, clear } = useAddress(FILTERS)
  const list = useList('supervision.projects', values as unknown as Params<'supervision.projects'>)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: 10 * 60_000 })
  const unitOptions = (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name] as const)
  const [proposing, setProposing] = useState(false)
  const navigate = useNavigate()
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const state = one(values.state)
  const filtered = Object.keys(values).length > 0
  const isOffice = ['STAFF_CONSULTATION', 'STAFF_OFFICE'].includes(session?.active?.role ?? '')
  const thisYear = new Date().getFullYear()
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        {isOffice && (
          <button type="button" className="btn go push" onClick={() => setProposing(true)}>
            {w.propose}
          </button>
        )}
      </div>
      <Dialog open={proposing} title={w.propose} onClose={() => setProposing(false)}>
        <CommandForm
          command="supervision.propose-project"
          fields={projectFields(w, unitOptions, undefined, thisYear)}
          submit={w.proposeSubmit}
          onClose={() => setProposing(false)}
          onDone={([event]) =>
            void navigate({ to: `/supervision/projects/${event!.aggregate.split('/')[1]!}` as never })
          }
        />
      </Dialog>
      <Conditions
        find={w.find}
        values={values}
        set={set}
        clear={clear}
        choices={[
          {
            name: 'year',
            label: w.year,
            options: Array.from({ length: 8 }, (_, at) => [String(thisYear - at), w.yearOf(thisYear - at)] as const),
          },
          { name: 'form', label: w.form, options: Object.entries(w.forms) },
          { name: 'unitId', label: w.unit, options: unitOptions },
        ]}
      />
      <section className="card" aria-label={w.listTitle} id="list">
        {list.first && (
          <div className="sum">
            <SentenceOfCounts
              lead={w.lead}
              tail={list.first.counts.length > 0 ? w.tail : ''}
              total={{
                count: list.first.counts.reduce((sum, { count }) => sum + count, 0),
                unit: w.pieces,
                current: state === undefined,
                onChoose: () => set({ state: undefined }),
              }}
              parts={list.first.counts.map(({ state: key, count }) => ({
                key,
                label: w.states[key],
                count,
                current: state === key,
                onChoose: () => set({ state: key }),
              }))}
            />
          </div>
        )}
        {list.isPending && (
          <div className="pad">
            <LoadingBars rows={8} />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState
            mark="监督"
            title={filtered ? w.empty : w.emptyAll}
            hint={filtered ? w.emptyHint : w.emptyAllHint}
          />
        )}
        {list.total > 0 && (
          <DataTable<Row<'supervision.projects'>>
            label={w.title}
            rows={list.rows}
            list={list}
            idOf={({ projectId }) => projectId}
            columns={columns(w)}
            onOpen={({ projectId }) =>
              document.querySelector<HTMLAnchorElement>(`a[data-project="${CSS.escape(projectId)}"]`)?.click()
            }
          />
        )}
      </section>
    </>
  )
}

const columns = (w: ReturnType<typeof words.use>): readonly Column<Row<'supervision.projects'>>[] => [
  { key: 'year', title: w.year, kind: 'phone-hidden', cell: ({ year }) => year },
  {
    key: 'topic',
    title: w.topic,
    kind: 'title',
    cell: ({ projectId, topic, origin }) => (
      <div>
        {origin === 'IMPORTED' && <span className="tag">{w.imported}</span>}
        <Go to={`/supervision/projects/${projectId}`} data-project={projectId} title={topic}>
          {topic}
        </Go>
      </div>
    ),
  },
  { key: 'form', title: w.form, kind: 'phone-hidden', cell: ({ form }) => <span className="nw">{w.forms[form]}</span> },
  {
    key: 'units',
    title: w.unit,
    kind: 'tight',
    cell: ({ units }) => w.firstOf(units[0]?.name ?? '—', units.length),
  },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ state }) => <span className={`state ${STATE_LOOKS[state]}`}>{w.states[state]}</span>,
  },
  {
    key: 'period',
    title: w.period,
    kind: 'phone-hidden',
    cell: ({ startsOn, endsOn }) => <span className="nw">{startsOn && endsOn ? span(startsOn, endsOn) : '—'}</span>,
  },
  {
    key: 'work',
    title: w.work,
    kind: 'tight',
    cell: ({ projectId, visits, findings, open, overdue }) => (
      <>
        {w.workOf(visits, findings)}
        {open > 0 && (
          <>
            {' '}
            <Go to="/supervision/issues" search={{ projectId }} className={overdue > 0 ? 'over' : ''}>
              {w.openOf(open, overdue)}
            </Go>
          </>
        )}
      </>
    ),
  },
]
