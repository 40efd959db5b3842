import { useMutation } from '@tanstack/react-query'
import { leadsOn } from '../../areas.ts'
import type { Role } from '../../data/contracts.ts'
import { saveText } from '../../data/download.ts'
import { ask } from '../../data/use-answer.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { Go } from '../../go.tsx'
import type { Decision } from './versions.ts'
import { words } from './words/index.ts'

/** 证据包: of what took effect; anybody verifies it without this system. */
export function Proof({ decision: { compactId, decisionId, effective }, role }: { decision: Decision; role: Role }) {
  const w = words.use()
  const taking = useMutation({
    mutationFn: async () => {
      const { file, fileName } = await ask('joint.evidence', { compactId, decisionId })
      saveText(file, fileName)
    },
  })
  if (effective === null) return null
  return (
    <div className="noprint push">
      <span className="row wrap" title={w.evidenceHint}>
        <button
          type="button"
          className="btn"
          disabled={taking.isPending}
          aria-busy={taking.isPending}
          onClick={() => taking.mutate()}
        >
          {w.evidence}
        </button>
        {leadsOn('/open/verify', role) && (
          <Go className="btn" to="/open/verify">
            {w.verify}
          </Go>
        )}
      </span>
      <PageRefusal error={taking.error} fields={[]} />
    </div>
  )
}
