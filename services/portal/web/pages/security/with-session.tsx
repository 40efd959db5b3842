import type { ReactNode } from 'react'
import { type Session, useSession } from '../../data/session.ts'
import { LoadingBars } from '../../elements/states.tsx'
import { LeadTo } from '../../shell/lead-to.tsx'
import { PageFault } from '../../shell/not-found.tsx'

/** For whoever is signed in, also while something has to be done first; nobody is sent to sign in. */
export function WithSession({ children }: { children: (session: Session) => ReactNode }) {
  const session = useSession()
  if (session.isPending) return <LoadingBars />
  if (session.isError) return <PageFault error={session.error} />
  if (session.data?.state === 'SIGNED_IN') return children(session.data)
  return <LeadTo path="/sign-in" />
}
