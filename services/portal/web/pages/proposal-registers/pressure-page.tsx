import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Row } from '../../data/contracts.ts'
import { useNames } from '../../data/names.ts'
import { useSession } from '../../data/session.ts'
import { useList } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { Dialog } from '../../elements/dialog.tsx'
import { Segments } from '../../elements/segments.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { LoadMore } from '../../elements/load-more.tsx'
import { Go } from '../../go.tsx'
import { dateTime } from '../../look/dates.ts'
import { PageFault } from '../../shell/not-found.tsx'
import { leadsOn } from '../../areas.ts'
import { words } from './words/index.ts'

type Report = Row<'proposals.pressure-reports'>

/** “被满意”情况反映: what proposers told of pressure about a rating; the office looks into it, units never learn of it. */
export function Page() {
  const w = words.use()
  const { values, set } = useAddress(['show'])
  const show = one(values.show) === 'all' ? 'all' : 'open'
  const role = useSession().data?.active?.role
  const list = useList('proposals.pressure-reports', show === 'open' ? { settled: 'false' } : {}, { size: 50 })
  const nameOf = useNames(list.rows.map(({ proposer }) => proposer.id))
  const [settling, setSettling] = useState<Report>()
  if (list.isError && !list.first) return <PageFault error={list.error} />
  const opens = role !== undefined && leadsOn('/proposals/$proposalId', role)
  return (
    <>
      <div>
        <h1>{w.pressure}</h1>
        <p className="sub small">{w.pressureLead}</p>
      </div>
      <Segments
        label={w.show}
        hidden
        value={show}
        options={[
          ['open', w.shows.open],
          ['all', w.shows.all],
        ]}
        onChange={(next) => set({ show: next === 'all' ? 'all' : undefined })}
      />
      {list.isPending && <LoadingBars rows={4} />}
      {list.first && list.total === 0 && (
        <section className="card">
          <EmptyState mark="反映" title={w.noPressure} hint={w.noPressureHint} />
        </section>
      )}
      {list.rows.map((report) => (
        <section key={report.reportId} className="card pad stack" aria-label={w.toldAt(dateTime(report.reportedAt))}>
          <p className="small mute">
            {nameOf(report.proposer.id) ?? '—'} · {w.toldAt(dateTime(report.reportedAt))}
            {opens && (
              <>
                {' '}
                <Go to={`/proposals/${report.proposalId}`}>{w.toProposal}</Go>
              </>
            )}
          </p>
          <p className="song">{report.text}</p>
          {report.outcome !== undefined ? (
            <p>
              <span className="state">{w.outcomes[report.outcome]}</span> {report.opinion}
            </p>
          ) : (
            role === 'STAFF_PROPOSAL' && (
              <div>
                <button type="button" className="btn go" onClick={() => setSettling(report)}>
                  {w.settle}
                </button>
              </div>
            )
          )}
        </section>
      ))}
      <LoadMore list={list} />
      <Dialog open={settling !== undefined} title={w.settle} onClose={() => setSettling(undefined)}>
        {settling && (
          <CommandForm
            key={settling.reportId}
            command="proposals.settle-pressure-report"
            submit={w.settle}
            fixed={{ reportId: settling.reportId }}
            fields={[
              { kind: 'choice', name: 'outcome', label: w.outcome, few: true, options: Object.entries(w.outcomes) },
              { kind: 'text', name: 'opinion', label: w.opinion, limit: 2000, hint: w.opinionHint },
            ]}
            onClose={() => setSettling(undefined)}
            onDone={() => setSettling(undefined)}
          />
        )}
      </Dialog>
    </>
  )
}
