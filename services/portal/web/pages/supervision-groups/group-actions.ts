import type { Answer, CommandType, Row } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import { addDays } from '../../look/dates.ts'
import { type Option, peopleFields, withoutLeader } from './group-fields.ts'
import type { words } from './words/zh-cn.ts'

type Group = Answer<'supervision.group'>

/** 一项操作 of the office on a group. */
export interface Action {
  key: string
  command: CommandType
  label: string
  fields: readonly FormField[]
  fixed?: Readonly<Record<string, unknown>>
  body?: (typed: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>
  danger?: boolean
  /** For a command whose fields are what is stored: the version that they are of. */
  version?: number
}

interface About {
  group: Group
  /** Those who are in it now. */
  now: Group['memberList']
  /** Certificates that are held now. */
  valid: Group['certificates']
  today: string
  nameOf: (id: string | undefined) => string | undefined
  /** Whom a group can be made of, once they were read. */
  members: readonly Option[] | undefined
  units: readonly Pick<Row<'directory.units'>, 'unitId' | 'name'>[]
}

/** What the office may do about a group now. */
export function groupActions(
  { group, now, valid, today, nameOf, members, units }: About,
  w: typeof words,
): readonly Action[] {
  const without = now.filter(({ memberId }) => !valid.some((one) => one.memberId === memberId))
  const reason: FormField = { kind: 'text', name: 'reason', label: w.reason, limit: 500 }
  const actions: Action[] = []
  if (group.state !== 'ENDED') {
    if (without.length > 0) {
      actions.push({
        key: 'issue',
        command: 'supervision.issue-certificate',
        label: w.acts.issue,
        fields: [
          {
            kind: 'choice',
            name: 'memberId',
            label: w.holder,
            options: without.map(({ memberId }) => [memberId, nameOf(memberId) ?? '—']),
            value: without[0]!.memberId,
          },
          { kind: 'day', name: 'untilOn', label: w.validUntil, optional: true, max: group.untilOn, hint: w.validHint },
        ],
      })
    }
    if (members) {
      actions.push({
        key: 'change',
        command: 'supervision.change-group',
        label: w.acts.change,
        version: group.version,
        fields: [
          { kind: 'line', name: 'name', label: w.name, limit: 100, value: group.name },
          ...peopleFields(w, members, {
            leaderId: group.leaderId,
            memberIds: now.map(({ memberId }) => memberId),
          }),
          { kind: 'day', name: 'changedOn', label: w.changedOn, value: today },
          reason,
        ],
        body: withoutLeader,
        ...(group.bodyId !== undefined && { fixed: { bodyId: group.bodyId } }),
      })
    }
    if (group.kind === 'RESIDENT') {
      actions.push({
        key: 'post',
        command: 'supervision.post-group',
        label: w.acts.post,
        fields: [
          {
            kind: 'several',
            name: 'unitIds',
            label: w.posted,
            options: units.map(({ unitId, name }) => [unitId, name]),
            value: group.units.map(({ unitId }) => unitId),
          },
          { kind: 'day', name: 'postedOn', label: w.changedOn, value: today },
          reason,
        ],
      })
    }
  }
  actions.push({
    key: 'extend',
    command: 'supervision.extend-group',
    label: w.acts.extend,
    fields: [{ kind: 'day', name: 'untilOn', label: w.untilOn, min: addDays(group.untilOn, 1) }, reason],
  })
  if (group.state !== 'ENDED') {
    const endedOn: FormField = { kind: 'day', name: 'endedOn', label: w.endedOn, value: today }
    actions.push({
      key: 'end',
      command: 'supervision.end-group',
      label: w.acts.end,
      fields: [endedOn, reason],
      danger: true,
    })
  }
  for (const { certificateId, number } of valid) {
    actions.push({
      key: certificateId,
      command: 'supervision.revoke-certificate',
      label: w.revoke(number),
      fields: [reason],
      fixed: { certificateId },
      danger: true,
    })
  }
  return actions
}
