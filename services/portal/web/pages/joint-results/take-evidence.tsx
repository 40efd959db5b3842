import { useMutation } from '@tanstack/react-query'
import { saveText } from '../../data/download.ts'
import { ask } from '../../data/use-answer.ts'
import { words } from './words/index.ts'

/** 证据文件 of what one side told: verified by anybody, without this system. */
export function TakeEvidence({
  query,
  compactId,
  entryId,
  of,
}: {
  query: 'joint.proposal-result-evidence' | 'joint.supervision-evidence'
  compactId: string
  entryId: string
  of: string
}) {
  const w = words.use()
  const taking = useMutation({
    mutationFn: async () => {
      const { file, fileName } = await ask(query, { compactId, entryId })
      saveText(file, fileName)
    },
  })
  return (
    <button
      type="button"
      className="link small"
      disabled={taking.isPending}
      aria-label={w.evidenceOf(of)}
      onClick={() => taking.mutate()}
    >
      {taking.isError ? w.again : w.evidence}
    </button>
  )
}
