import type { Answer } from '../../data/contracts.ts'
import type { FormField } from '../../elements/form-field.ts'
import { dayOf } from '../../look/dates.ts'
import type { Act } from './act.ts'
import { entries, type Option } from './options.ts'
import type { words } from './words/zh-cn.ts'

interface About {
  member: Answer<'directory.member'>
  sectors: readonly Option[]
  bodies: readonly Option[]
}

/** What the office may do about a member: what the terms and posts of now allow. */
export function memberActs({ member, sectors, bodies }: About, w: typeof words): readonly Act[] {
  const fixed = { memberId: member.memberId }
  const { version } = member
  const day = (name: string): FormField => ({ kind: 'day', name, label: w.day, value: dayOf(new Date()) })
  const reason: FormField = { kind: 'text', name: 'reason', label: w.reason, limit: 500 }
  const post: FormField = {
    kind: 'choice',
    name: 'post',
    label: w.post,
    options: entries(w.posts),
    value: 'BODY_MEMBER',
  }
  const sector: FormField = { kind: 'choice', name: 'sectorId', label: w.sector, options: sectors }
  const held = member.posts.filter(({ endedOn }) => endedOn === undefined)
  const heldOptions = held.map(({ postId, bodyName, post: of }): Option => [postId, w.postIn(bodyName, w.posts[of])])
  const which: FormField = {
    kind: 'choice',
    name: 'postId',
    label: w.whichPost,
    options: heldOptions,
    value: heldOptions.length === 1 ? heldOptions[0]![0] : '',
  }
  const act = (
    key: keyof typeof w.acts,
    command: Act['command'],
    fields: readonly FormField[],
    more: Partial<Act> = {},
  ) => ({
    key,
    command,
    label: w.acts[key],
    fields,
    fixed,
    version,
    ...more,
  })
  if (!member.sitting)
    return [
      act('beginTerm', 'directory.begin-term', [
        { kind: 'number', name: 'termNumber', label: w.termNumber },
        sector,
        day('beganOn'),
      ]),
    ]
  return [
    act(
      'appoint',
      'directory.appoint-member',
      [{ kind: 'choice', name: 'bodyId', label: w.body, options: bodies }, post, day('beganOn')],
      { main: true },
    ),
    ...(held.length > 0
      ? [
          act('move', 'directory.move-member', [
            which,
            { kind: 'choice', name: 'toBodyId', label: w.toBody, options: bodies },
            post,
            day('movedOn'),
            reason,
          ]),
          act('relieve', 'directory.relieve-member', [which, day('endedOn'), reason], { danger: true }),
        ]
      : []),
    act('changeSector', 'directory.change-sector', [sector, day('changedOn'), reason]),
    act(
      'endTerm',
      'directory.end-term',
      [{ kind: 'choice', name: 'ending', label: w.ending, options: entries(w.endings) }, day('endedOn'), reason],
      { danger: true, lead: w.endTermLead },
    ),
  ]
}
