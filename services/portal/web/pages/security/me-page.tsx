import { useNames } from '../../data/names.ts'
import type { Session } from '../../data/session.ts'
import { PageRefusal } from '../../elements/field.tsx'
import { Go } from '../../go.tsx'
import { core } from '../../words/index.ts'
import { AccountCards } from './account-cards.tsx'
import { useAfresh } from './use-afresh.ts'
import { WithSession } from './with-session.tsx'
import { words } from './words/index.ts'

/** 我的: the own account on the phone, and the way out. */
export const Page = () => <WithSession>{(session) => <Me session={session} />}</WithSession>

function Me({ session }: { session: Session }) {
  const w = words.use()
  const { signOut, noticeChoices } = core.use()
  const leaving = useAfresh()
  const id = session.memberId ?? session.personId
  const name = useNames([id])(id)
  return (
    <>
      <h1>{name ?? w.title}</h1>
      <p className="mute small">{w.account(session.userName)}</p>
      <Go to="/m/messages/choices" className="btn big">
        {noticeChoices}
      </Go>
      <AccountCards session={session} />
      <PageRefusal error={leaving.error} fields={[]} />
      <button type="button" className="btn big" disabled={leaving.isPending} onClick={() => leaving.mutate('OUT')}>
        {signOut}
      </button>
    </>
  )
}
