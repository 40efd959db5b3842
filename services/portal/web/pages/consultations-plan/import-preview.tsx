import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer } from '../../data/contracts.ts'
import { useCommand } from '../../data/use-command.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { ImportSummary } from '../../elements/import-summary.tsx'
import { EmptyState, Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import {
  countMended,
  type ImportRow,
  keepMended,
  type Mended,
  mendedRows,
  readMended,
  rememberImport,
} from './import-draft.ts'
import { ImportRows } from './import-rows.tsx'
import { words } from './words/index.ts'

/** 导入预览: what was read, row by row; wrong cells are mended here and the table is checked again. */
export function ImportPreview({
  importId,
  summary,
  rows,
  planId,
  only,
  onOnly,
  checking,
}: {
  importId: string
  summary: Answer<'consultations.import-preview'>
  rows: readonly ImportRow[]
  planId: string | undefined
  only: 'all' | 'errors'
  onOnly: (only: 'all' | 'errors') => void
  checking: UseMutationResult<unknown, Error, readonly object[]>
}) {
  const w = words.use().importing
  const [mended, setMended] = useState<Mended>(() => readMended(importId))
  const [imported, setImported] = useState<number>()
  const confirming = useCommand('consultations.confirm-plan-import', {
    onDone: () => {
      setImported(summary.valid)
      rememberImport(undefined, importId)
    },
  })
  const mend = (next: Mended) => {
    setMended(next)
    keepMended(importId, next)
  }
  const changes = countMended(mended)
  const wrong = rows.filter(({ errors }) => errors.length > 0)
  const shown = only === 'all' || wrong.length === 0 ? rows : wrong
  const toPlan = (
    <Go to="/consultations" className="btn">
      {w.toPlan}
    </Go>
  )
  if (imported !== undefined || summary.confirmedAt !== undefined) {
    return (
      <Note kind="ok">
        <p>{imported === undefined ? w.confirmed : w.imported(imported)}</p>
        {toPlan}
      </Note>
    )
  }
  return (
    <section className="card" aria-label={w.title}>
      <ImportSummary words={w} of={summary} only={only} onOnly={onOnly} />
      {shown.length === 0 ? (
        <EmptyState mark="核对" title={w.none} />
      ) : (
        <ImportRows rows={shown} mended={mended} onMend={mend} />
      )}
      <div className="pad stack" style={{ '--g': '10px' } as React.CSSProperties}>
        {changes > 0 && <p className="sub">{w.changed(changes)}</p>}
        <PageRefusal error={checking.error ?? confirming.error} fields={[]} />
        <div className="row wrap">
          {(summary.failed > 0 || changes > 0) && (
            <button
              type="button"
              className={changes > 0 ? 'btn go' : 'btn'}
              disabled={changes === 0 || checking.isPending}
              aria-busy={checking.isPending}
              onClick={() => checking.mutate(mendedRows(rows, mended))}
            >
              {w.recheck}
            </button>
          )}
          {summary.failed === 0 && changes === 0 && planId !== undefined && (
            <button
              type="button"
              className="btn go"
              disabled={confirming.isPending}
              aria-busy={confirming.isPending}
              onClick={() => confirming.mutate({ body: { planId, importId } })}
            >
              {w.confirm(summary.valid)}
            </button>
          )}
        </div>
      </div>
    </section>
  )
}
