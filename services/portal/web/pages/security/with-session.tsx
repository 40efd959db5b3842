import { Navigate, useRouterState } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { type Session, useSession } from '../../data/session.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { PageFault } from '../../shell/not-found.tsx'

/** For whoever is signed in, also while something has to be done first; nobody is sent to sign in. */
export function WithSession({ children }: { children: (session: Session) => ReactNode }) {
  const session = useSession()
  const href = useRouterState({ select: (state) => state.location.href })
  if (session.isPending) return <LoadingBars />
  if (session.isError) return <PageFault error={session.error} />
  if (session.data?.state === 'SIGNED_IN') return children(session.data)
  return <Navigate to={'/sign-in' as never} search={{ to: href } as never} replace />
}
