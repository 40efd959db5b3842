import { useQuery } from '@tanstack/react-query'
import { ask } from '../../data/use-answer.ts'
import type { Option } from './group-fields.ts'

/** All sitting members by name, for whoever forms a group. */
export const useMembers = (enabled: boolean) =>
  useQuery({ queryKey: ['directory', 'sitting'], queryFn: readMembers, enabled, staleTime: 5 * 60_000 })

async function readMembers(): Promise<Option[]> {
  const all: Option[] = []
  let cursor: string | undefined
  do {
    const page = await ask('directory.members', { limit: 200, ...(cursor !== undefined && { cursor }) })
    all.push(...page.items.map(({ memberId, name }): Option => [memberId, name]))
    cursor = page.next
  } while (cursor !== undefined)
  return all
}
