import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { Conditions } from '../../elements/conditions.tsx'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { Dialog } from '../../elements/dialog.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dayOf, span } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { peopleFields, withoutLeader } from './group-fields.ts'
import { GROUP_LOOKS } from './looks.ts'
import { useMembers } from './use-members.ts'
import { words } from './words/index.ts'

const FILTERS = ['text', 'kind', 'state', 'unitId'] as const

/** 监督小组列表. */
export function Page() {
  const w = words.use()
  const { data: session } = useSession()
  const isOffice = ['STAFF_CONSULTATION', 'STAFF_OFFICE'].includes(session?.active?.role ?? '')
  const { values, set, clear } = useAddress(FILTERS)
  const list = useList('supervision.groups', values as Params<'supervision.groups'>)
  const units = useAnswer('directory.units', { limit: 200, sort: 'name' }, { staleTime: 10 * 60_000 })
  const [forming, setForming] = useState(false)
  const members = useMembers(isOffice && forming)
  const navigate = useNavigate()
  const nameOf = useNames(list.rows.map(({ leaderId }) => leaderId))
  const unitOptions = (units.data?.items ?? []).map(({ unitId, name }) => [unitId, name] as const)
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const kind = one(values.kind)
  const filtered = Object.keys(values).length > 0
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        {isOffice && (
          <button type="button" className="btn go push" onClick={() => setForming(true)}>
            {w.form}
          </button>
        )}
      </div>
      <Dialog open={forming} title={w.form} onClose={() => setForming(false)}>
        {members.data ? (
          <CommandForm
            command="supervision.form-group"
            submit={w.form}
            onClose={() => setForming(false)}
            onDone={([event]) =>
              void navigate({ to: `/supervision/groups/${event!.aggregate.split('/')[1]!}` as never })
            }
            fields={[
              {
                kind: 'choice',
                few: true,
                name: 'kind',
                label: w.kind,
                options: Object.entries(w.kinds),
                value: 'TOPICAL',
              },
              { kind: 'line', name: 'name', label: w.name, limit: 100 },
              {
                kind: 'choice',
                name: 'unitId',
                label: w.posted,
                options: unitOptions,
                optional: true,
                hint: w.postedHint,
              },
              ...peopleFields(w, members.data),
              { kind: 'day', name: 'fromOn', label: w.fromOn, value: dayOf(new Date()) },
              { kind: 'day', name: 'untilOn', label: w.untilOn },
            ]}
            body={withoutLeader}
          />
        ) : (
          <LoadingBars />
        )}
      </Dialog>
      <Conditions
        find={w.find}
        values={values}
        set={set}
        clear={clear}
        choices={[
          { name: 'state', label: w.state, options: Object.entries(w.states) },
          { name: 'unitId', label: w.posted, options: unitOptions },
        ]}
      />
      <section className="card" aria-label={w.title} id="list">
        {list.first && (
          <div className="sum">
            <SentenceOfCounts
              lead={w.lead}
              tail={list.first.counts.length > 0 ? w.tail : ''}
              total={{
                count: list.first.counts.reduce((sum, { count }) => sum + count, 0),
                unit: w.pieces,
                current: kind === undefined,
                onChoose: () => set({ kind: undefined }),
              }}
              parts={list.first.counts.map(({ kind: key, count }) => ({
                key,
                label: w.kinds[key],
                count,
                current: kind === key,
                onChoose: () => set({ kind: key }),
              }))}
            />
          </div>
        )}
        {list.isPending && (
          <div className="pad">
            <LoadingBars />
          </div>
        )}
        {list.first && list.total === 0 && (
          <EmptyState
            mark="小组"
            title={filtered ? w.empty : w.emptyAll}
            hint={filtered ? w.emptyHint : w.emptyAllHint}
          />
        )}
        {list.total > 0 && (
          <DataTable<Row<'supervision.groups'>>
            label={w.title}
            rows={list.rows}
            list={list}
            idOf={({ groupId }) => groupId}
            columns={columns(w, nameOf)}
            onOpen={({ groupId }) =>
              document.querySelector<HTMLAnchorElement>(`a[data-group="${CSS.escape(groupId)}"]`)?.click()
            }
          />
        )}
      </section>
    </>
  )
}

const columns = (
  w: ReturnType<typeof words.use>,
  nameOf: (id: string | undefined) => string | undefined,
): readonly Column<Row<'supervision.groups'>>[] => [
  {
    key: 'name',
    title: w.name,
    kind: 'title',
    cell: ({ groupId, name, isSynthetic }) => (
      <div>
        <Go to={`/supervision/groups/${groupId}`} data-group={groupId} title={name}>
          {name}
        </Go>
        {isSynthetic && <span className="tag">{w.sample}</span>}
      </div>
    ),
  },
  { key: 'kind', title: w.kind, kind: 'phone-hidden', cell: ({ kind }) => <span className="nw">{w.kinds[kind]}</span> },
  {
    key: 'posted',
    title: w.posted,
    kind: 'tight',
    cell: ({ units }) => (units.length > 0 ? w.firstOf(units[0]!.name ?? '—', units.length) : '—'),
  },
  {
    key: 'leader',
    title: w.leader,
    kind: 'tight',
    cell: ({ leaderId, members }) => w.led(nameOf(leaderId) ?? '—', members),
  },
  {
    key: 'state',
    title: w.state,
    kind: 'tight',
    cell: ({ state }) => <span className={`state ${GROUP_LOOKS[state]}`}>{w.states[state]}</span>,
  },
  {
    key: 'term',
    title: w.term,
    kind: 'phone-hidden',
    cell: ({ fromOn, untilOn, endedOn }) => <span className="nw">{span(fromOn, endedOn ?? untilOn)}</span>,
  },
  {
    key: 'certificates',
    title: w.validCertificates,
    kind: 'phone-hidden',
    cell: ({ validCertificates }) => validCertificates,
  },
]
