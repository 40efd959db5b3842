import { useState } from 'react'
import type { Answer, Role, Row } from '../../data/contracts.ts'
import { download } from '../../data/download.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { type Column, DataTable } from '../../elements/data-table.tsx'
import { Dialog } from '../../elements/dialog.tsx'
import { EmptyState } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { dateTime, longDate } from '../../look/dates.ts'
import { language } from '../../look/preferences.ts'
import { words } from './words/index.ts'

/** 走访、问题、清单 of one project; those who approve a list mark its findings here. */
export function VisitsAndFindings({
  project,
  role,
  marked,
  onMark,
}: {
  project: Answer<'supervision.project'>
  role: Role | undefined
  marked: ReadonlySet<string>
  onMark: (ids: ReadonlySet<string>) => void
}) {
  const w = words.use()
  const { projectId, state } = project
  const visits = useAnswer('supervision.visits', { projectId, limit: 50 })
  const findings = useList('supervision.findings', { projectId }, { size: 100 })
  const lists = useAnswer('supervision.issue-lists', { projectId, limit: 20 })
  const [dropping, setDropping] = useState<Row<'supervision.findings'>>()
  const marks = (role === 'STAFF_OFFICE' || role === 'CHAIR') && (state === 'FINDINGS' || state === 'ISSUE_LIST_SENT')
  const drops =
    (role === 'STAFF_OFFICE' || role === 'STAFF_CONSULTATION') &&
    ['VISITING', 'FINDINGS', 'ISSUE_LIST_SENT'].includes(state)
  return (
    <>
      <section className="card" aria-label={w.findings}>
        <div className="head">
          <h2>{w.findings}</h2>
          {findings.first && findings.total > 0 && (
            <span className="mute small">{findings.first.sentence[language() === 'en' ? 'en' : 'zh']}</span>
          )}
        </div>
        {findings.first && findings.total === 0 && (
          <EmptyState mark="问题" title={w.noFindings} hint={w.noFindingsHint} />
        )}
        {findings.total > 0 && (
          <DataTable<Row<'supervision.findings'>>
            label={w.findings}
            rows={findings.rows}
            list={findings}
            idOf={({ findingId }) => findingId}
            columns={columns(w, drops ? setDropping : undefined)}
            {...(marks && {
              selected: marked,
              onSelect: (ids: ReadonlySet<string>) =>
                onMark(
                  new Set(
                    [...ids].filter((id) =>
                      findings.rows.some((one) => one.findingId === id && one.state === 'RAISED'),
                    ),
                  ),
                ),
            })}
          />
        )}
      </section>
      <Dialog open={dropping !== undefined} title={w.drop} onClose={() => setDropping(undefined)}>
        {dropping && (
          <CommandForm
            command="supervision.drop-finding"
            fixed={{ findingId: dropping.findingId }}
            fields={[{ kind: 'text', name: 'reason', label: w.reason, limit: 500 }]}
            submit={w.drop}
            onClose={() => setDropping(undefined)}
            onDone={() => setDropping(undefined)}
          >
            <p className="sub">{w.dropHint(dropping.subject)}</p>
          </CommandForm>
        )}
      </Dialog>
      {lists.data && lists.data.total > 0 && (
        <section className="card pad">
          <h2>{w.lists}</h2>
          <ul className="plainlist">
            {lists.data.items.map((list) => (
              <li key={list.listId} className="row wrap">
                <Go to="/supervision/issues" search={{ listId: list.listId }}>
                  {w.listOf(list.year, list.number)}
                </Go>
                <span className="mute small">{longDate(list.approvedOn)}</span>
                <span className="small">{w.listFacts(list.issues, list.verified, list.overdue)}</span>
                <button
                  type="button"
                  className="btn sm push"
                  onClick={() => void download(`/api/supervision/issue-lists/${list.listId}/form`, { format: 'docx' })}
                >
                  {w.word}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {visits.data && visits.data.total > 0 && (
        <section className="card pad">
          <h2>{w.visits}</h2>
          <ul className="plainlist">
            {visits.data.items.map((visit) => (
              <li key={visit.visitId} className="row wrap">
                <b className="nw">{dateTime(visit.heldAt ?? visit.startsAt ?? '')}</b>
                <span>{visit.place}</span>
                <span className="tag">{w.kinds[visit.kind]}</span>
                <span className="mute small push">
                  {visit.state === 'HELD'
                    ? w.visitFacts(visit.participants, visit.findings)
                    : w.visitStates[visit.state]}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

const columns = (
  w: ReturnType<typeof words.use>,
  onDrop: ((finding: Row<'supervision.findings'>) => void) | undefined,
): readonly Column<Row<'supervision.findings'>>[] => [
  {
    key: 'subject',
    title: w.subject,
    kind: 'title',
    cell: ({ findingId, subject, severity }) => (
      <div>
        {severity !== 'MINOR' && <span className="tag key">{w.severities[severity]}</span>}
        <Go to={`/supervision/issues/${findingId}`}>{subject}</Go>
      </div>
    ),
  },
  { key: 'unit', title: w.unit, kind: 'tight', cell: ({ unit }) => unit.name ?? '—' },
  { key: 'state', title: w.state, kind: 'tight', cell: ({ state }) => w.findingStates[state] },
  {
    key: 'raised',
    title: w.raisedAt,
    kind: 'phone-hidden',
    cell: ({ raisedAt }) => <span className="nw">{dateTime(raisedAt)}</span>,
  },
  {
    key: 'drop',
    title: <span className="heard">{w.drop}</span>,
    kind: 'tight',
    cell: (finding) =>
      onDrop && finding.state === 'RAISED' ? (
        <button type="button" className="link small" onClick={() => onDrop(finding)}>
          {w.drop}
        </button>
      ) : null,
  },
]
