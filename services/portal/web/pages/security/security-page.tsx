import { AccountCards } from './account-cards.tsx'
import { WithSession } from './with-session.tsx'
import { words } from './words/index.ts'

/** 账号安全: the own account, at the desk. */
export const Page = () => <WithSession>{(session) => <Own session={session} />}</WithSession>

function Own({ session }: { session: Parameters<typeof AccountCards>[0]['session'] }) {
  const w = words.use()
  return (
    <>
      <div className="row wrap">
        <h1>{w.title}</h1>
        <span className="mute small">{w.account(session.userName)}</span>
      </div>
      <AccountCards session={session} />
    </>
  )
}
