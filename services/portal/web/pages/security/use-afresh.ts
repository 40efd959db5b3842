import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { forgetNames } from '../../data/names.ts'
import { useRenewSession } from '../../data/session.ts'
import { signOut, switchRole } from './identity.ts'

/** Another role, or nobody: nothing of what was read before may be shown any more. */
export function useAfresh() {
  const navigate = useNavigate()
  const renew = useRenewSession()
  return useMutation({
    mutationFn: async (to: { grantId: string } | 'OUT') => {
      await (to === 'OUT' ? signOut() : switchRole(to.grantId))
      forgetNames()
      await renew()
      await navigate({ to: (to === 'OUT' ? '/sign-in' : '/') as never, search: {} as never, replace: true })
    },
  })
}
