import { type CommandOf, directory as d, Refusal } from '@lianxie/contracts'
import type { Deciding } from './deciding.ts'

/** What is known of a person, by the contract's names; absent is not known. */
export type Person = { name: string } & Partial<Record<Exclude<d.PersonField, 'name'>, string | undefined>>

/** 联系方式: what members may correct of themselves. */
const OWN_FIELDS: readonly d.PersonField[] = ['phone', 'email', 'address', 'employer', 'jobTitle']

/** The details that a correction really changes. */
export function changedFields(person: Person, changes: CommandOf<typeof d.CorrectPerson>['changes']): d.PersonField[] {
  return (Object.keys(changes) as d.PersonField[]).filter((field) => (changes[field] ?? undefined) !== person[field])
}

/** 更正: which details change is an event, what they say stays in the directory's own tables. */
export function correctPerson(
  { person, taken }: { person: Person; taken: boolean },
  { personId, changes }: CommandOf<typeof d.CorrectPerson>,
  { actor }: Deciding,
) {
  const fields = changedFields(person, changes)
  if (actor.role === 'MEMBER') {
    // Somebody else's existence is nobody's business.
    if (actor.memberId !== personId) throw new Refusal('common.not_found', { field: 'personId' })
    const beyond = Object.keys(changes).find((field) => !OWN_FIELDS.includes(field as d.PersonField))
    if (beyond !== undefined) throw new Refusal('person.not_yours', { field: `changes.${beyond}` })
  }
  if (fields.length === 0) throw new Refusal('person.unchanged', { field: 'changes' })
  if (taken) throw new Refusal('member.exists', { field: 'changes.idNumber' })
  return [d.PersonCorrected({ personId, fields })]
}
