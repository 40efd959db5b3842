import type { Session } from '../../data/session.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { Go } from '../../go.tsx'
import { core } from '../../words/index.ts'
import { useAfresh } from './use-afresh.ts'
import { words } from './words/index.ts'

/** The ways out of a step that has to be done first: another role, or leaving. */
export function OtherWays({ session, roles = true }: { session: Session; roles?: boolean }) {
  const w = words.use()
  const { signOut } = core.use()
  const leaving = useAfresh()
  return (
    <>
      <PageRefusal error={leaving.error} fields={[]} />
      <p className="row wrap ways">
        {roles && session.roles.length > 1 && <Go to="/sign-in/role">{w.otherRole}</Go>}
        <button type="button" className="link" disabled={leaving.isPending} onClick={() => leaving.mutate('OUT')}>
          {signOut}
        </button>
      </p>
    </>
  )
}
