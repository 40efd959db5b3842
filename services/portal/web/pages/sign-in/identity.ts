import { useQuery } from '@tanstack/react-query'
import { request } from '../../data/request.ts'

interface SignInState {
  state: 'SIGNED_IN' | 'SECOND_FACTOR'
}

/** What identity answers to a browser, by its cookie. */
export const signIn = (userName: string, password: string) =>
  request<SignInState>('/identity/sign-in', { method: 'POST', body: { userName, password } })

export const giveSecondFactor = (code: string) =>
  request<SignInState>('/identity/second-factor', { method: 'POST', body: { code } })

export const changePassword = (currentPassword: string, newPassword: string) =>
  request('/identity/change-password', { method: 'POST', body: { currentPassword, newPassword } })

/** What else one can sign in with; it never changes while a page is open. */
export const useWays = () =>
  useQuery({
    queryKey: ['sign-in-ways'],
    queryFn: ({ signal }) => request<{ sso: boolean }>('/identity/sign-in-ways', { signal }),
    staleTime: Infinity,
  })

export const beginSso = (returnTo: string) =>
  request<{ url: string }>('/identity/sso', { method: 'POST', body: { returnTo } })

/** Where one goes after signing in: a page of this portal, never another origin. */
export function safeReturn(to: unknown): string {
  if (typeof to !== 'string' || !to.startsWith('/') || /[\\\s]/.test(to)) return '/'
  const address = new URL(to, location.origin)
  return address.origin === location.origin && !to.startsWith('//') ? `${address.pathname}${address.search}` : '/'
}
