import { useMatches } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Role } from '../data/contracts.ts'
import { firstStepOf, type Session, useSession } from '../data/session.ts'
import { LoadingBars } from '../elements/states.tsx'
import { LeadTo } from './lead-to.tsx'
import { NotFound, PageFault } from './not-found.tsx'

/** Shows its page to whoever is signed in and may see it; others are sent to sign in and come back here. */
export function SignedIn({ children }: { children: (session: Session, role: Role) => ReactNode }) {
  const session = useSession()
  const page = useMatches({ select: (all) => all.at(-1)?.staticData.page })
  if (session.isPending) return <LoadingBars />
  // Somebody who was signed in goes on when the next look at the session does not get through.
  if (session.isError && session.data === undefined) return <PageFault error={session.error} />
  if (session.data?.state !== 'SIGNED_IN') return <LeadTo path="/sign-in" />
  const first = firstStepOf(session.data)
  if (first !== undefined) return <LeadTo path={first} />
  const { active } = session.data
  if (!active || (page?.roles && !page.roles.includes(active.role))) return <NotFound />
  return children(session.data, active.role)
}
