import { Navigate } from '@tanstack/react-router'
import { areas } from '../areas.ts'
import type { Role } from '../data/contracts.ts'
import { firstStepOf, useSession } from '../data/session.ts'
import { LoadingBars } from '../elements/states.tsx'
import { NotFound, PageFault } from './not-found.tsx'

/** 首页: each role's own first page. */
export function Home() {
  const session = useSession()
  if (session.isPending) return <LoadingBars />
  if (session.isError) return <PageFault error={session.error} />
  if (session.data?.state !== 'SIGNED_IN') return <Navigate to={'/sign-in' as never} replace />
  const first = firstStepOf(session.data)
  if (first !== undefined) return <Navigate to={first as never} replace />
  const { active } = session.data
  const to = active && homeOf(active.role)
  return to === undefined ? <NotFound /> : <Navigate to={to as never} replace />
}

/** The first page of a role; staff pages for whoever has none of their own. */
export function homeOf(role: Role): string | undefined {
  const pages = areas.flatMap((area) => area.pages)
  const own = pages.find((page) => page.homeOf?.includes(role))
  return (own ?? pages.find((page) => page.shell === 'staff' && page.roles?.includes(role)))?.path
}
