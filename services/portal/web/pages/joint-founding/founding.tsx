import './founding.css'
import { useMutation } from '@tanstack/react-query'
import { saveText } from '../../data/download.ts'
import { useSession } from '../../data/session.ts'
import { ask } from '../../data/use-answer.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { PhaseBar } from '../../elements/phase-bar.tsx'
import { Go } from '../../go.tsx'
import { committeeId } from '../../shell/use-committee.ts'
import type { Compact } from '../joint/sides.ts'
import { SignInvitation } from './sign-invitation.tsx'
import { words } from './words/index.ts'

/** 机制成立: the invitation file passes from hand to hand; what is done with it next, and by whom. */
export function Founding({ compact }: { compact: Compact }) {
  const w = words.use()
  const role = useSession().data?.active?.role
  const taking = useMutation({
    mutationFn: async () => {
      const { file } = await ask('joint.invitation', { compactId: compact.compactId })
      saveText(file, `invitation-${compact.compactId.slice(0, 12)}.json`)
    },
  })
  const { sides } = compact
  const signed = sides.filter(({ signedInvitation }) => signedInvitation).length
  const ownSigned = sides.find(({ committee }) => committee === committeeId)?.signedInvitation ?? false
  const isStaff = role === 'STAFF_OFFICE' || role === 'STAFF_CONSULTATION'
  return (
    <section className="card pad stack" aria-label={w.founding} style={{ '--g': '14px' } as React.CSSProperties}>
      <h2>{w.founding}</h2>
      <PhaseBar
        label={w.founding}
        phases={[
          { key: 'invite', name: w.steps.invite, state: 'done' },
          { key: 'sign', name: w.steps.sign, state: ownSigned ? 'done' : 'now' },
          { key: 'all', name: w.steps.all, fact: w.signedOf(signed, sides.length), state: ownSigned ? 'now' : 'later' },
          { key: 'hub', name: w.steps.hub, state: 'later' },
        ]}
      />
      <p className="sub">{ownSigned ? w.passOn : w.compareFirst}</p>
      <div className="row wrap">
        <button
          type="button"
          className="btn"
          disabled={taking.isPending}
          aria-busy={taking.isPending}
          onClick={() => taking.mutate()}
        >
          {w.takeInvitation}
        </button>
        {isStaff && (
          <Go className="btn" to="/joint/receive">
            {w.receive}
          </Go>
        )}
      </div>
      <PageRefusal error={taking.error} fields={[]} />
      {role === 'CHAIR' && !ownSigned && <SignInvitation compact={compact} />}
      {role !== 'CHAIR' && !ownSigned && <p className="small mute">{w.chairSigns}</p>}
    </section>
  )
}
