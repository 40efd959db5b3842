import { useMutation } from '@tanstack/react-query'
import { download, openToPrint } from '../../data/download.ts'
import { PageRefusal } from '../../elements/field.tsx'
import type { CaseFile } from './actions/facts.ts'
import { words } from './words/index.ts'

type NameOf = (id: string | undefined) => string | undefined

/** The names that go with a document: those that this viewer may read. */
export function namesFor(ids: readonly string[], nameOf: NameOf): Record<string, { name: string }> {
  return Object.fromEntries(
    [...new Set(ids)].flatMap((id) => {
      const name = nameOf(id)
      return name === undefined ? [] : [[id, { name }]]
    }),
  )
}

export const proposersIn = (file: CaseFile): string[] => [
  ...(file.lead.kind === 'MEMBER' ? [file.lead.id] : []),
  ...file.cosignerList.map(({ memberId }) => memberId),
]

/** 提案表: printed, or as a Word document. */
export function CaseDocuments({ file, nameOf }: { file: CaseFile; nameOf: NameOf }) {
  const w = words.use()
  const path = `/api/proposals/cases/${file.proposalId}/form`
  const names = namesFor(proposersIn(file), nameOf)
  const making = useMutation({
    mutationFn: (format: 'docx' | 'html') => (format === 'html' ? openToPrint : download)(path, { format, names }),
  })
  return (
    <div className="noprint">
      <div className="row push">
        <button type="button" className="btn" disabled={making.isPending} onClick={() => making.mutate('html')}>
          {w.print}
        </button>
        <button type="button" className="btn" disabled={making.isPending} onClick={() => making.mutate('docx')}>
          {w.word}
        </button>
      </div>
      <PageRefusal error={making.error} fields={[]} />
    </div>
  )
}
