import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { one, useAddress } from '../../data/address.ts'
import type { Params, Row } from '../../data/contracts.ts'
import { download } from '../../data/download.ts'
import { useNames } from '../../data/names.ts'
import { useList } from '../../data/use-answer.ts'
import { SentenceOfCounts } from '../../elements/counts.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { DueChip } from '../../elements/due-chip.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { namesFor } from '../proposal-case/case-documents.tsx'
import { lookOf } from '../proposal-case/look-of.ts'
import { Views } from '../../elements/views.tsx'
import { words } from './words/index.ts'

type Case = Row<'proposals.unit-inbox'>

const FILTERS = ['state', 'work', 'role', 'overdue'] as const

/** 承办提案: what is with the viewer's units, what is owed soonest first. */
export function Page() {
  const w = words.use()
  const navigate = useNavigate()
  const { values, set, clear } = useAddress(FILTERS)
  const params = values as Params<'proposals.unit-inbox'>
  const list = useList('proposals.unit-inbox', params)
  const members = list.rows.flatMap(({ proposal: { lead } }) => (lead.kind === 'MEMBER' ? [lead.id] : []))
  const nameOf = useNames(members)
  const exporting = useMutation({
    mutationFn: () => download('/api/proposals/inbox.xlsx', { filters: params, names: namesFor(members, nameOf) }),
  })
  if (list.error) return <PageFault error={list.error} />
  const isAll = Object.values(values).every((value) => value === undefined)
  const none = Object.fromEntries(FILTERS.map((name) => [name, undefined]))
  const views: readonly [name: string, changes: Record<string, string>][] = [
    [w.toAccept, { state: 'ASSIGNED' }],
    [w.works.HANDLING, { work: 'HANDLING' }],
    [w.works.REPLY_DRAFTED, { work: 'REPLY_DRAFTED' }],
    [w.works.REWORK, { work: 'REWORK' }],
    [w.overdue, { overdue: 'true' }],
    [w.asCo, { role: 'CO' }],
    [w.works.REPLIED, { work: 'REPLIED' }],
  ]
  const isView = (changes: Record<string, string>) => FILTERS.every((name) => one(values[name]) === changes[name])
  return (
    <>
      <div className="row between">
        <h1>{w.inbox}</h1>
        <button type="button" className="btn" disabled={exporting.isPending} onClick={() => exporting.mutate()}>
          {w.export}
        </button>
      </div>
      <PageRefusal error={exporting.error} fields={[]} />
      <section className="card" aria-label={w.views}>
        <Views
          label={w.views}
          isAll={isAll}
          onAll={clear}
          views={views.map(([name, changes]) => ({
            name,
            isOn: isView(changes),
            onChoose: () => set({ ...none, ...changes }),
          }))}
        />
      </section>
      <section className="card" id="list">
        <div className="sum">
          <SentenceOfCounts
            lead={w.lead}
            tail={w.inboxTail}
            total={{ count: list.counted, unit: w.pieces, current: isAll, onChoose: clear }}
            parts={[]}
          />
        </div>
        {list.isPending && <LoadingBars />}
        {!list.isPending && list.rows.length === 0 && <EmptyState mark="承办" title={w.empty} hint={w.emptyHint} />}
        {list.rows.length > 0 && (
          <DataTable
            label={w.inbox}
            rows={list.rows}
            list={list}
            idOf={({ proposal, unitId }) => `${proposal.proposalId} ${unitId}`}
            columns={columnsOf(w, nameOf)}
            onOpen={({ proposal }) => void navigate({ to: `/proposals/${proposal.proposalId}` as never })}
          />
        )}
        <div className="batch">
          <span className="push mute small">{w.shown(list.rows.length, list.counted)}</span>
        </div>
      </section>
    </>
  )
}

type Words = ReturnType<typeof words.use>

const columnsOf = (w: Words, nameOf: (id: string | undefined) => string | undefined): readonly Column<Case>[] => [
  {
    key: 'number',
    title: w.columns.number,
    kind: 'tight',
    cell: ({ proposal: { serial } }) => (serial === undefined ? '—' : String(serial).padStart(3, '0')),
  },
  {
    key: 'subject',
    title: w.columns.subject,
    kind: 'title',
    cell: ({ proposal }) => (
      <div>
        <Go to={`/proposals/${proposal.proposalId}`} tabIndex={-1} title={proposal.subject}>
          {proposal.subject}
        </Go>
      </div>
    ),
  },
  {
    key: 'proposer',
    title: w.columns.proposer,
    kind: 'tight',
    cell: ({ proposal: { lead, leadName } }) => leadName ?? nameOf(lead.id) ?? '—',
  },
  { key: 'role', title: w.columns.role, kind: 'tight', cell: ({ role }) => w.roles[role] },
  {
    key: 'state',
    title: w.columns.state,
    kind: 'tight',
    cell: ({ state, work }) => (
      <span className={`state ${state === 'ACCEPTED' ? lookOf(work === 'REPLIED' ? 'CLOSED' : work) : 'mid'}`}>
        {state === 'ACCEPTED' ? w.works[work] : w.assignmentStates[state]}
      </span>
    ),
  },
  {
    key: 'due',
    title: w.columns.due,
    kind: 'tight',
    cell: ({ dueAt, light, work, proposal }) => (
      <DueChip dueAt={dueAt} light={light} doneAt={work === 'REPLIED' ? proposal.repliedAt : undefined} icon={false} />
    ),
  },
]
