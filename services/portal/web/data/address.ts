import { useNavigate, useSearch } from '@tanstack/react-router'
import { useMemo } from 'react'

export type Address = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * 地址即查询: filters, sorting and what is open live in the address, so that a page can be sent, kept and gone back to.
 * `names` are the parameters that this page knows; others are left alone. Setting one replaces the address without a step in
 * the history where `quiet` says so, as while typing.
 */
export function useAddress<N extends string>(names: readonly N[]) {
  const search: Address = useSearch({ strict: false })
  const navigate = useNavigate()
  const text = JSON.stringify(names.map((name) => search[name] ?? null))
  const values = useMemo(
    () =>
      Object.fromEntries(
        (JSON.parse(text) as (string | string[] | number | null)[]).flatMap((value, at) =>
          value === null ? [] : [[names[at]!, Array.isArray(value) ? value.map(String) : String(value)]],
        ),
      ) as { [name in N]?: string | string[] },
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the names of a page never change
    [text],
  )
  const set = (changes: { [name in N]?: string | readonly string[] | undefined }, { quiet = false } = {}) => {
    const next = Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined && value !== '')
    void navigate({ to: '.', search: Object.fromEntries(next) as never, replace: quiet })
  }
  return { values, set, clear: () => set(Object.fromEntries(names.map((name) => [name, undefined])) as never) }
}

/** The one value of a parameter that may be given several times. */
export const one = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === 'string' ? value : value?.[0]
