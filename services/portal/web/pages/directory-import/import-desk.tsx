import '../../look/lists.css'
import '../consultations-plan/import.css'
import { useMutation } from '@tanstack/react-query'
import { one, useAddress } from '../../data/address.ts'
import type { Answer, CommandType } from '../../data/contracts.ts'
import { request } from '../../data/request.ts'
import { useList } from '../../data/use-answer.ts'
import { ChooseSheet } from '../../elements/choose-sheet.tsx'
import { PageRefusal } from '../../elements/field.tsx'
import type { FormField } from '../../elements/form-field.ts'
import { LoadMore, useReadOn } from '../../elements/load-more.tsx'
import { LoadingBars } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { PageFault } from '../../shell/not-found.tsx'
import { Preview } from './preview.tsx'
import { words } from './words/index.ts'

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

export interface Kind {
  kind: 'members' | 'units'
  command: Extract<CommandType, 'directory.confirm-member-import' | 'directory.confirm-unit-import'>
  /** The list that it is imported into. */
  back: string
  texts: { title: string; name: string; lead: string; toList: string; imported: (count: number) => string }
  /** What is asked when the import is confirmed. */
  fields: readonly FormField[]
}

/** 导入: a file, its preview with what is wrong in each row, and the confirmation. Nothing of it stays on the device. */
export function ImportDesk({ kind, ...rest }: Kind) {
  const w = words.use()
  const { texts, back } = rest
  const { values, set } = useAddress(['importId', 'only'])
  const importId = one(values.importId)
  const folder = `/api/directory/imports/${kind}`
  const upload = (bytes: Blob, type: string) =>
    request<Pick<Answer<'directory.import-preview'>, 'importId'>>(folder, {
      method: 'POST',
      bytes,
      headers: { 'content-type': type },
    })
  const onSuccess = ({ importId: next }: { importId: string }) => set({ importId: next, only: undefined })
  const choosing = useMutation({
    mutationFn: (file: File) => upload(file, TYPES[file.name.split('.').at(-1)?.toLowerCase() ?? ''] ?? file.type),
    onSuccess,
  })
  const checking = useMutation({
    mutationFn: (rows: readonly object[]) => upload(new Blob([JSON.stringify(rows)]), TYPES['json']!),
    onSuccess,
  })
  return (
    <>
      <div className="row wrap">
        <h1>{texts.title}</h1>
        <Go to={back} className="btn push">
          {texts.toList}
        </Go>
      </div>
      <section className="card pad stack" aria-label={w.choose} style={{ '--g': '10px' } as React.CSSProperties}>
        <p className="sub">{texts.lead}</p>
        <div className="row wrap">
          <ChooseSheet
            label={choosing.isPending ? w.reading : importId === undefined ? w.choose : w.anew}
            isReading={choosing.isPending}
            onChosen={(file) => choosing.mutate(file)}
          />
          <a className="btn" href={`${folder}/template`} download>
            {w.template}
          </a>
        </div>
        <PageRefusal error={choosing.error} fields={[]} />
      </section>
      {importId !== undefined && (
        <Read
          key={importId}
          importId={importId}
          only={one(values.only) === 'all' ? 'all' : 'errors'}
          onOnly={(next) => set({ only: next === 'all' ? 'all' : undefined }, { quiet: true })}
          checking={checking}
          {...rest}
        />
      )}
    </>
  )
}

function Read({
  importId,
  ...rest
}: { importId: string } & Omit<React.ComponentProps<typeof Preview>, 'rows' | 'summary'>) {
  const list = useList('directory.import-preview', { importId }, { size: 200 })
  // All rows are checked again when one is mended, so that all of them are read.
  useReadOn(list)
  if (list.isError) return <PageFault error={list.error} />
  if (list.isFetchNextPageError) return <LoadMore list={list} />
  if (!list.first || list.hasNextPage) return <LoadingBars rows={8} />
  return <Preview summary={list.first} rows={list.rows} {...rest} />
}
