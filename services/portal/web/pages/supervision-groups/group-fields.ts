import type { FormField } from '../../elements/form-field.ts'
import type { words } from './words/zh-cn.ts'

export type Option = readonly [value: string, label: string]

/** 牵头人与成员: the leader is one of those chosen beside the members. */
export const peopleFields = (
  w: typeof words,
  members: readonly Option[],
  now: { leaderId?: string; memberIds?: readonly string[] } = {},
): readonly FormField[] => [
  { kind: 'choice', name: 'leaderId', label: w.leader, options: members, value: now.leaderId ?? '' },
  {
    kind: 'several',
    name: 'memberIds',
    label: w.members,
    options: members,
    value: now.memberIds ?? [],
    optional: true,
    hint: w.membersHint,
  },
]

/** The leader is named once. */
export const withoutLeader = ({ leaderId, memberIds, ...rest }: Readonly<Record<string, unknown>>) => ({
  ...rest,
  leaderId,
  memberIds: (memberIds as readonly string[]).filter((id) => id !== leaderId),
})
