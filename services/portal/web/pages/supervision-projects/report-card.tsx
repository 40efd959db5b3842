import { useState } from 'react'
import type { Answer, Role } from '../../data/contracts.ts'
import { download } from '../../data/download.ts'
import { Refused } from '../../data/problem.ts'
import { useAnswer } from '../../data/use-answer.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { FileList } from '../../elements/file-list.tsx'
import { dateTime, dayOf, longDate } from '../../look/dates.ts'
import { words } from './words/index.ts'

type Acts = 'submit' | 'deliver' | 'instruct' | 'adopt'

/** 监督报告: its numbers, to whom it went, what leaders wrote on it and what became policy. */
export function ReportCard({ project, role }: { project: Answer<'supervision.project'>; role: Role | undefined }) {
  const w = words.use()
  const { projectId } = project
  const { data: report, error } = useAnswer('supervision.report', { projectId })
  const [chosen, setChosen] = useState<Acts>()
  const isOffice = role === 'STAFF_CONSULTATION' || role === 'STAFF_OFFICE'
  const decides = role === 'STAFF_OFFICE' || role === 'CHAIR'
  const today = dayOf(new Date())
  const isMissing = error instanceof Refused && error.problem.status === 404
  const acts: Acts[] = report
    ? [...(isOffice ? (['deliver', 'adopt'] as const) : []), ...(decides ? (['instruct'] as const) : [])]
    : isMissing && isOffice
      ? ['submit']
      : []
  if (!report && acts.length === 0) return null
  const units = project.units.map(({ unitId, name }) => [unitId, name ?? unitId] as const)
  const close = () => setChosen(undefined)
  const shared = { fixed: { projectId }, onClose: close, onDone: close }
  return (
    <section className="card pad stack" aria-label={w.report} style={{ '--g': '10px' } as React.CSSProperties}>
      <div className="row wrap">
        <h2>{w.report}</h2>
        {report && (
          <button
            type="button"
            className="btn sm push"
            onClick={() => void download(`/api/supervision/reports/${projectId}/form`, { format: 'docx' })}
          >
            {w.word}
          </button>
        )}
      </div>
      {report && (
        <>
          <p>
            <b className="song">{report.title}</b> <span className="mute small">{dateTime(report.submittedAt)}</span>
          </p>
          {report.summary !== undefined && <p className="clip">{report.summary}</p>}
          {report.numbers && (
            <p className="sub">
              {w.numbers(
                report.numbers.visits,
                report.numbers.findings,
                report.numbers.issues,
                report.numbers.verified,
              )}
            </p>
          )}
          {report.file && <FileList service="supervision" files={[report.file]} />}
          <ul className="plainlist">
            {report.deliveries.map((one) => (
              <li key={`${one.to} ${one.documentNumber}`}>
                {w.delivered(longDate(one.sentOn), w.addressees[one.to], one.documentNumber)}
              </li>
            ))}
            {report.instructionList.map((one) => (
              <li key={one.instructionId}>
                {w.instructed(longDate(one.givenOn), one.leaderPost ?? '')}
                {one.text !== undefined && <p className="clip">{one.text}</p>}
              </li>
            ))}
            {report.adoptionList.map((one) => (
              <li key={one.documentNumber}>{w.adopted(longDate(one.adoptedOn), one.documentNumber, one.title)}</li>
            ))}
          </ul>
        </>
      )}
      {!report && <p className="mute">{w.noReport}</p>}
      <div className="row wrap">
        {acts.map((act) => (
          <button
            type="button"
            key={act}
            className={act === 'submit' && chosen === undefined ? 'btn go' : 'btn'}
            aria-expanded={chosen === act}
            onClick={() => setChosen(chosen === act ? undefined : act)}
          >
            {w.reportActs[act]}
          </button>
        ))}
      </div>
      {chosen === 'submit' && (
        <CommandForm
          command="supervision.submit-report"
          {...shared}
          submit={w.reportActs.submit}
          fields={[
            { kind: 'line', name: 'title', label: w.reportTitle, limit: 200 },
            { kind: 'text', name: 'summary', label: w.summary, limit: 10_000 },
            { kind: 'files', name: 'file', label: w.reportFile, service: 'supervision' },
          ]}
          body={({ file, ...rest }) => ({ ...rest, file: (file as unknown[])[0] })}
        />
      )}
      {chosen === 'deliver' && (
        <CommandForm
          command="supervision.deliver-report"
          {...shared}
          submit={w.reportActs.deliver}
          fields={[
            {
              kind: 'choice',
              few: true,
              name: 'to',
              label: w.addressee,
              options: Object.entries(w.addressees),
              value: 'PARTY_COMMITTEE',
            },
            { kind: 'day', name: 'sentOn', label: w.sentOn, value: today, max: today },
            { kind: 'line', name: 'documentNumber', label: w.documentNumber, limit: 100 },
          ]}
        />
      )}
      {chosen === 'instruct' && (
        <CommandForm
          command="supervision.record-instruction"
          {...shared}
          submit={w.reportActs.instruct}
          fields={[
            { kind: 'line', name: 'leaderPost', label: w.leaderPost, limit: 60, hint: w.leaderPostHint },
            { kind: 'day', name: 'givenOn', label: w.givenOn, value: today, max: today },
            { kind: 'text', name: 'text', label: w.instruction, limit: 4000 },
            { kind: 'several', name: 'unitIds', label: w.actingUnits, options: units, optional: true },
          ]}
        />
      )}
      {chosen === 'adopt' && (
        <CommandForm
          command="supervision.record-adoption"
          {...shared}
          submit={w.reportActs.adopt}
          fields={[
            { kind: 'line', name: 'documentNumber', label: w.documentNumber, limit: 100 },
            { kind: 'line', name: 'title', label: w.documentTitle, limit: 200 },
            { kind: 'day', name: 'adoptedOn', label: w.adoptedOn, value: today, max: today },
          ]}
        />
      )}
    </section>
  )
}
