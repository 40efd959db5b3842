import { areas } from '../areas.ts'
import type { Role } from '../data/contracts.ts'
import { useSession } from '../data/session.ts'
import { LoadingBars } from '../elements/states.tsx'
import { NotFound, PageFault } from './not-found.tsx'
import { Redirect } from './redirect.tsx'

/** 首页: each role's own first page. */
export function Home() {
  const session = useSession()
  if (session.isPending) return <LoadingBars />
  if (session.isError) return <PageFault error={session.error} />
  if (session.data?.state !== 'SIGNED_IN') return <Redirect to="/sign-in" />
  const { active } = session.data
  const to = active && homeOf(active.role)
  return to === undefined ? <NotFound /> : <Redirect to={to} />
}

/** The first page of a role; staff pages for whoever has none of their own. */
export function homeOf(role: Role): string | undefined {
  const pages = areas.flatMap((area) => area.pages)
  const own = pages.find((page) => page.homeOf?.includes(role))
  return (own ?? pages.find((page) => page.shell === 'staff' && page.roles?.includes(role)))?.path
}
