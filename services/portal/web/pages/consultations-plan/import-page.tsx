import '../../look/lists.css'
import './plan.css'
import './import.css'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { one, useAddress } from '../../data/address.ts'
import type { Answer } from '../../data/contracts.ts'
import { request } from '../../data/request.ts'
import { useAnswer, useList } from '../../data/use-answer.ts'
import { ChooseSheet } from '../../elements/choose-sheet.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import { LoadMore, useReadOn } from '../../elements/load-more.tsx'
import { EmptyState, LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { lastImport, rememberImport } from './import-draft.ts'
import { ImportPreview } from './import-preview.tsx'
import { words } from './words/index.ts'

const FOLDER = '/api/consultations/imports/plan-items'
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
const OPEN: readonly Answer<'consultations.plan'>['state'][] = ['DRAFTING', 'COLLECTING', 'CONSULTING']

type Summary = Pick<Answer<'consultations.import-preview'>, 'importId'>

/** Sends a table to be checked; the answer names the preview. */
const upload = (bytes: Blob, type: string) =>
  request<Summary>(FOLDER, { method: 'POST', bytes, headers: { 'content-type': type } })

/** 导入计划表: a file, its preview with what is wrong in each row, the mending, and the confirmation. */
export function Page() {
  const all = words.use()
  const w = all.importing
  const { values, set } = useAddress(['importId', 'only', 'plan'])
  const importId = one(values.importId)
  const only = one(values.only) === 'all' ? 'all' : 'errors'
  const plans = useAnswer('consultations.plans', { limit: 50 })
  const [before] = useState(lastImport)
  const open = (plans.data?.items ?? []).filter(({ state }) => OPEN.includes(state))
  const plan = open.find(({ planId }) => planId === one(values.plan)) ?? open[0]
  const taken = ({ importId: next }: Summary) => {
    rememberImport(next, importId)
    set({ importId: next, only: undefined })
  }
  const choosing = useMutation({
    mutationFn: (file: File) => upload(file, TYPES[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? file.type),
    onSuccess: taken,
  })
  const checking = useMutation({
    mutationFn: (rows: readonly object[]) => upload(new Blob([JSON.stringify(rows)]), TYPES['json']!),
    onSuccess: taken,
  })
  if (plans.isError) return <PageFault error={plans.error} />
  if (plans.isPending) return <LoadingBars />
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        <Go to="/consultations" className="btn push">
          {w.back}
        </Go>
      </div>
      {!plan && importId === undefined && (
        <section className="card">
          <EmptyState mark="导入" title={w.noDraft} hint={w.noDraftHint} />
        </section>
      )}
      {plan && (
        <section className="card pad stack" aria-label={w.choose} style={{ '--g': '10px' } as React.CSSProperties}>
          {open.length > 1 ? (
            <label className="field">
              {w.into('')}
              <select
                className="plainselect"
                value={plan.planId}
                onChange={({ target }) => set({ plan: target.value }, { quiet: true })}
              >
                {open.map(({ planId, title }) => (
                  <option key={planId} value={planId}>
                    {title}
                  </option>
                ))}
              </select>
            </label>
          ) : (
            <p>
              <b>{w.into(plan.title)}</b>
            </p>
          )}
          <p className="sub">{w.lead}</p>
          <div className="row wrap">
            <ChooseSheet
              label={choosing.isPending ? w.reading : importId === undefined ? w.choose : w.anew}
              isReading={choosing.isPending}
              onChosen={(file) => choosing.mutate(file)}
            />
            <a className="btn" href={`${FOLDER}/template`} download>
              {w.template}
            </a>
            {importId === undefined && before !== undefined && (
              <button type="button" className="btn" onClick={() => set({ importId: before })}>
                {w.resume}
              </button>
            )}
          </div>
          <PageRefusal error={choosing.error} fields={[]} />
        </section>
      )}
      {importId !== undefined && (
        <Preview
          key={importId}
          importId={importId}
          only={only}
          planId={plan?.planId}
          onOnly={(next) => set({ only: next === 'all' ? 'all' : undefined }, { quiet: true })}
          checking={checking}
        />
      )}
    </>
  )
}

function Preview({
  importId,
  ...rest
}: { importId: string } & Omit<React.ComponentProps<typeof ImportPreview>, 'rows' | 'summary' | 'importId'>) {
  const list = useList('consultations.import-preview', { importId }, { size: 200 })
  // All rows are checked again when one is mended, so that all of them are read.
  useReadOn(list)
  if (list.isError) return <PageFault error={list.error} />
  if (list.isFetchNextPageError) return <LoadMore list={list} />
  if (!list.first || list.hasNextPage) return <LoadingBars rows={8} />
  return <ImportPreview importId={importId} summary={list.first} rows={list.rows} {...rest} />
}
