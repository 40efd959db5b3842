import { homeOf } from '../areas.ts'
import { firstStepOf, useSession } from '../data/session.ts'
import { LoadingBars } from '../elements/states.tsx'
import { LeadTo } from './lead-to.tsx'
import { PageFault } from './not-found.tsx'

/** 首页: each role's own first page. */
export function Home() {
  const session = useSession()
  if (session.isPending) return <LoadingBars />
  if (session.isError) return <PageFault error={session.error} />
  const { data } = session
  if (data?.state !== 'SIGNED_IN') return <LeadTo path="/sign-in" />
  const first = firstStepOf(data)
  // Whoever holds no role at all is told so where roles are chosen.
  return <LeadTo path={first ?? (data.active ? homeOf(data.active.role) : '/sign-in/role')} />
}
