import { type CommandOf, directory as d, Refusal } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'

/** What is known of a person, by the contract's names; absent is not known. */
export type Person = { name: string } & Partial<Record<Exclude<d.PersonField, 'name'>, string | undefined>>

/** 联系方式: what members may correct of themselves. */
const OWN_FIELDS: readonly d.PersonField[] = ['phone', 'email', 'address', 'employer', 'jobTitle']

export type Correction = Pick<CommandOf<typeof d.CorrectPerson>, 'changes' | 'remove'>

/** What each detail that a correction really changes shall say; undefined where it is taken away. */
export function changedDetails(
  person: Person,
  { changes, remove }: Correction,
): Map<d.PersonField, string | undefined> {
  const wanted: [d.PersonField, string | undefined][] = [
    ...(Object.entries(changes).filter(([, value]) => value !== undefined) as [d.PersonField, string][]),
    ...remove.map((field): [d.PersonField, undefined] => [field, undefined]),
  ]
  return new Map(wanted.filter(([field, value]) => value !== person[field]))
}

/** 更正: which details change is an event, what they say stays in the directory's own tables. */
export function correctPerson(
  { person, taken }: { person: Person; taken: boolean },
  { personId, changes, remove }: CommandOf<typeof d.CorrectPerson>,
  { actor }: Deciding,
) {
  if (actor.role === 'MEMBER') {
    // Somebody else's existence is nobody's business.
    if (actor.memberId !== personId) throw new Refusal('common.not_found', { field: 'personId' })
    const beyond = [...Object.keys(changes), ...remove].find((field) => !OWN_FIELDS.includes(field as d.PersonField))
    if (beyond !== undefined)
      throw new Refusal('person.not_yours', { field: beyond in changes ? `changes.${beyond}` : 'remove' })
  }
  const fields = [...changedDetails(person, { changes, remove }).keys()]
  if (fields.length === 0) throw new Refusal('person.unchanged', { field: 'changes' })
  if (taken) throw new Refusal('member.exists', { field: 'changes.idNumber' })
  return [d.PersonCorrected({ personId, fields })]
}
