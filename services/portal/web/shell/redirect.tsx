import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { LoadingBars } from '../elements/states.tsx'

/**
 * Leads to another page, once: a page that is drawn anew while the next one is loaded must not set out again.
 * `coming` has the next page lead back to this one.
 */
export function Redirect({ to, coming = false }: { to: string; coming?: boolean }) {
  const navigate = useNavigate()
  const gone = useRef(false)
  useEffect(() => {
    if (gone.current) return
    gone.current = true
    const back = `${location.pathname}${location.search}`
    void navigate({ to, ...(coming && { search: { to: back } }), replace: true } as never)
  })
  return <LoadingBars />
}
