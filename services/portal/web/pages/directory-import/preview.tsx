import type { UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import type { Answer, Row } from '../../data/contracts.ts'
import { CommandForm } from '../../elements/command-form.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { ImportSummary } from '../../elements/import-summary.tsx'
import { Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { countMended, mendedRows, NOTHING } from '../consultations-plan/import-draft.ts'
import type { Kind } from './import-desk.tsx'
import { Rows } from './rows.tsx'
import { words } from './words/index.ts'

/** 导入预览: what was read; wrong cells are mended here or their rows left out, and the rest is imported. */
export function Preview({
  summary,
  rows,
  only,
  onOnly,
  checking,
  command,
  texts,
  fields,
  back,
}: Omit<Kind, 'kind'> & {
  summary: Answer<'directory.import-preview'>
  rows: readonly Row<'directory.import-preview'>[]
  only: 'all' | 'errors'
  onOnly: (only: 'all' | 'errors') => void
  checking: UseMutationResult<unknown, Error, readonly object[]>
}) {
  const w = words.use()
  const [mended, setMended] = useState(NOTHING)
  const [imported, setImported] = useState(false)
  const changes = countMended(mended)
  const wrong = rows.filter(({ errors }) => errors.length > 0)
  if (imported || summary.confirmedAt !== undefined) {
    return (
      <Note kind="ok">
        <p>{texts.imported(summary.valid)}</p>
        <Go to={back} className="btn">
          {texts.toList}
        </Go>
      </Note>
    )
  }
  return (
    <section className="card" aria-label={w.preview}>
      <ImportSummary words={w} of={summary} only={only} onOnly={onOnly} />
      <Rows
        rows={only === 'all' || wrong.length === 0 ? rows : wrong}
        mended={mended}
        onMend={setMended}
        name={texts.name}
      />
      <div className="pad stack" style={{ '--g': '10px' } as React.CSSProperties}>
        <PageRefusal error={checking.error} fields={[]} />
        {changes > 0 && (
          <div className="row wrap">
            <p className="sub">{w.changed(changes)}</p>
            <button
              type="button"
              className="btn go"
              disabled={checking.isPending}
              aria-busy={checking.isPending}
              onClick={() => checking.mutate(mendedRows(rows, mended))}
            >
              {w.recheck}
            </button>
          </div>
        )}
        {changes === 0 && summary.valid > 0 && (
          <CommandForm
            command={command}
            fields={fields}
            fixed={{ importId: summary.importId, ...(summary.failed > 0 && { skipFailed: true }) }}
            submit={w.confirm(summary.valid)}
            onDone={() => setImported(true)}
          >
            {summary.failed > 0 && <p className="sub">{w.skips(summary.failed)}</p>}
          </CommandForm>
        )}
      </div>
    </section>
  )
}
