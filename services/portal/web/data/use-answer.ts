import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Answer, ListType, Params, QueryType, Row } from './contracts.ts'
import { PATHS } from './generated/paths.ts'
import { Unreachable } from './problem.ts'
import { RECORDED } from './recorded.ts'
import { request } from './request.ts'

interface Options {
  /** False until everything that the question needs is known. */
  enabled?: boolean
  staleTime?: number
  /** Keeps what was shown while the next answer to another question is on its way. */
  keep?: boolean
  /** Each asking is written down as somebody's reading: asked once, when it is first shown. */
  recorded?: boolean
}

/** `['proposals', 'docket', params]`: a live hint makes a whole context stale by its first part. */
export const keyOf = (type: QueryType, params: object = {}) => [...type.split('.'), params]

/** Reads one answer of a service, typed by the contracts: `useAnswer('proposals.stages', { year: 2026 })`. */
export function useAnswer<T extends QueryType>(
  type: T,
  params: Params<T> = {} as Params<T>,
  { enabled = true, staleTime, keep = false, recorded = false }: Options = {},
): UseQueryResult<Answer<T>> {
  const query = useQuery<unknown>({
    queryKey: keyOf(type, params),
    queryFn: ({ signal }) => ask(type, params, signal),
    enabled,
    ...(staleTime !== undefined && { staleTime }),
    ...(recorded && RECORDED),
    ...(keep && { placeholderData: (before: unknown) => before }),
  })
  return standing(query) as unknown as UseQueryResult<Answer<T>>
}

/**
 * Reads a list part by part; `rows` are all that were read so far, `first` is the first part with its counts. A service
 * stops counting where a list is too long for it: then `rowCount` is undefined and `counted` says that there are more.
 * When a part cannot be read, what was read stands: `<LoadMore>` says why.
 */
export function useList<T extends ListType>(
  type: T,
  params: Params<T>,
  { size = 100, recorded = false }: { size?: number; recorded?: boolean } = {},
) {
  const query = standing(
    useInfiniteQuery({
      queryKey: [...keyOf(type, params), 'list', size],
      queryFn: ({ signal, pageParam }) =>
        ask(type, { ...params, limit: size, ...(pageParam !== undefined && { cursor: pageParam }) }, signal),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Answer<T>) => (page as { next?: string }).next,
      ...(recorded && RECORDED),
      placeholderData: (before) => before,
    }),
  )
  const pages = query.data?.pages ?? []
  const told = query.isFetchNextPageError ? { error: null, isError: false } : {}
  const count: Counted = (pages[0] as Counted | undefined) ?? { total: 0 }
  return {
    ...query,
    ...told,
    rows: pages.flatMap((page) => (page as { items: readonly unknown[] }).items) as Row<T>[],
    first: pages[0],
    total: count.total,
    rowCount: count.totalIsCapped ? undefined : count.total,
    counted: counted(count),
  }
}

interface Counted {
  total: number
  totalIsCapped?: true | undefined
}

/** How many there are, in words: `1000+` of a list that is too long to be counted to its end. */
export const counted = ({ total, totalIsCapped }: Counted): string => (totalIsCapped ? `${total}+` : `${total}`)

/** What was read stands when nobody answers the next look at it: a page with half a letter in it is not exchanged for a fault. */
const standing = <Q extends { data: unknown; error: Error | null }>(query: Q): Q =>
  query.error instanceof Unreachable && query.data !== undefined ? { ...query, error: null, isError: false } : query

/** Asks once, outside of a component. */
export function ask<T extends QueryType>(type: T, params: object, signal?: AbortSignal): Promise<Answer<T>> {
  const rest: Record<string, unknown> = { ...params }
  const path = PATHS[type].replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  return request(`/api${path}`, { params: rest, ...(signal && { signal }) })
}
