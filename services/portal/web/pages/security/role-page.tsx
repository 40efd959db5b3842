import './security.css'
import type { Session } from '../../data/session.ts'
import { Note } from '../../elements/states.tsx'
import { Entrance } from '../sign-in/entrance.tsx'
import { OtherWays } from './other-ways.tsx'
import { Roles } from './roles.tsx'
import { WithSession } from './with-session.tsx'
import { words } from './words/index.ts'

/** 选择职务: also where the role in which one acted has ended, or there is none. */
export const Page = () => (
  <WithSession>
    {(session) => (
      <Entrance>
        <Choose session={session} />
      </Entrance>
    )}
  </WithSession>
)

function Choose({ session }: { session: Session }) {
  const w = words.use()
  const isEnded = !session.active && session.roles.length > 0
  return (
    <div className="first">
      <h1>{w.chooseRole}</h1>
      {session.roles.length === 0 ? (
        <Note kind="warn">{w.noRole}</Note>
      ) : (
        <>
          <p className="mute">{isEnded ? w.roleEnded : w.chooseLead}</p>
          <Roles session={session} />
        </>
      )}
      <OtherWays session={session} roles={false} />
    </div>
  )
}
