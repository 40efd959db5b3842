import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Refused, Unreachable } from './problem.ts'
import { SESSION_KEY } from './session.ts'

/** What services say when the session is not what the page took it for: ended, stopped, or something is to be done first. */
const ABOUT_SESSION = ['auth.missing', 'auth.invalid', 'password.change_first', 'second_factor.needed', 'role.none']

/** Looks who is signed in as soon as a service says otherwise: the page then leads to where one has to go. */
const askWhoIsIn = (error: Error) => {
  if (!(error instanceof Refused) || !ABOUT_SESSION.includes(error.problem.code)) return
  void queryClient.invalidateQueries({ queryKey: SESSION_KEY })
}

/** What was read counts as fresh for a moment; only what nobody answered is asked again by itself. */
export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError: askWhoIsIn }),
  mutationCache: new MutationCache({ onError: askWhoIsIn }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 10 * 60_000,
      retry: (failures, error) => error instanceof Unreachable && failures < 2,
      retryDelay: (attempt) => Math.min(500 * 2 ** attempt, 4_000),
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})
