import './security.css'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { stepUp } from '../../data/second-factor.ts'
import { type Session, useRenewSession } from '../../data/session.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { core } from '../../words/index.ts'
import { Entrance } from '../sign-in/entrance.tsx'
import { safeReturn } from '../sign-in/identity.ts'
import { SecondFactorForm } from '../sign-in/second-factor-form.tsx'
import { OtherWays } from './other-ways.tsx'
import { WithSession } from './with-session.tsx'
import { words } from './words/index.ts'

const Enrolment = lazy(() =>
  import('../../elements/enrolment/enrolment.tsx').then((module) => ({ default: module.Enrolment })),
)

/** 二次验证 before a role that asks for it: enrolled where there is none, given where there is one. */
export const Page = () => (
  <WithSession>
    {(session) => (
      <Entrance>
        <First session={session} />
      </Entrance>
    )}
  </WithSession>
)

function First({ session }: { session: Session }) {
  const w = words.use()
  const { roles, enrolment } = core.use()
  const navigate = useNavigate()
  const renew = useRenewSession()
  const { to }: { to?: unknown } = useSearch({ strict: false })
  // As it was when the page opened: enrolling goes on to the recovery codes.
  const [enrols] = useState(!session.hasSecondFactor)
  const goOn = async () => {
    await renew()
    await navigate({ href: safeReturn(to), replace: true } as never)
  }
  const role = session.active && roles[session.active.role]
  return (
    <div className="first">
      {enrols ? (
        <>
          <h1>{w.enrolFirst}</h1>
          <p className="mute">{w.enrolFirstLead(role ?? '')}</p>
          <Suspense fallback={<LoadingBars rows={3} />}>
            <Enrolment session={session} done={enrolment.goOn} onDone={() => void goOn()} />
          </Suspense>
        </>
      ) : (
        <SecondFactorForm give={stepUp} onDone={goOn} />
      )}
      <OtherWays session={session} />
    </div>
  )
}
