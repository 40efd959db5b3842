import { useMutation } from '@tanstack/react-query'
import { saveText } from '../../data/download.ts'
import { ask } from '../../data/use-answer.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { Note } from '../../elements/states.tsx'
import { Go } from '../../go.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import type { Compact } from '../joint/sides.ts'
import { words } from './words/index.ts'

/** 请新成员加入: what is done one after the other, and the file that the invited side joins by. */
export function Inviting({ compact: { compactId } }: { compact: Compact }) {
  const w = words.use()
  const taking = useMutation({
    mutationFn: async () => {
      const { file } = await ask('joint.invitation', { compactId })
      saveText(file, `founding-${compactId.slice(0, 12)}.json`)
    },
  })
  return (
    <details>
      <summary>{w.inviting}</summary>
      <ol className="small joinsteps">
        {w.invitingSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <div className="row wrap">
        <Go className="btn" to={`/joint/${compactId}/draft`} search={{ kind: 'compact-text' }}>
          {w.amendText}
        </Go>
        <button
          type="button"
          className="btn"
          disabled={taking.isPending}
          aria-busy={taking.isPending}
          onClick={() => taking.mutate()}
        >
          {w.takeFounding}
        </button>
      </div>
      <PageRefusal error={taking.error} fields={[]} />
    </details>
  )
}

/** 本方尚未成为成员: what is left to do for a committee that opened a compact to join it. */
export function StillJoining({ compact: { sides, stage } }: { compact: Compact }) {
  const w = words.use()
  if (stage === 'SIGNING' || sides.some(({ committee }) => committee === committeeId)) return null
  return (
    <Note kind="warn">
      <p>{w.notMember}</p>
      <ol className="joinsteps">
        {w.joiningSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </Note>
  )
}
