import type { ReactNode } from 'react'
import type { Role } from '../../data/contracts.ts'
import { useSession } from '../../data/session.ts'
import { LoadingBars } from '../../elements/states.tsx'

/** The frame has let nobody in without a role; which one it is decides where a notice leads. */
export function WithRole({ children }: { children: (role: Role) => ReactNode }) {
  const { data: session } = useSession()
  return session?.active ? children(session.active.role) : <LoadingBars />
}
