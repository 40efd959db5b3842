import { useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { LoadingBars } from '../elements/states.tsx'

/**
 * Leads to what has to be done first, once, and says where one wanted to go, unless that was only home: the address changes
 * before this page is left.
 */
export function LeadTo({ path }: { path: string }) {
  const navigate = useNavigate()
  const router = useRouter()
  useEffect(() => {
    const { pathname, href } = router.state.location
    const search = pathname === '/' ? {} : { to: href }
    if (pathname !== path) void navigate({ to: path as never, search: search as never, replace: true })
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for each step that is to be done
  }, [path])
  return <LoadingBars />
}
