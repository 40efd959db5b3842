import type { CompactText, CompactMember } from '../bodies/compact-text.ts'
import { type CommitteeId, type EntryId, sorted } from '../primitives.ts'
import type { ReadFounding } from '../founding.ts'
import { covers, type Past, type Placed } from './chains.ts'
import type { Takes, Version, Versions } from './versions.ts'

/** The compact as an entry's past, or all kept entries, know it. */
export interface CompactAt {
  /** The compact id, or the effective version of the text. */
  textVersion: EntryId
  text: CompactText
  /** Members of the text that have not left. */
  members: CommitteeId[]
  left: CommitteeId[]
}

/** 机制文本 in force within a past; `within` null means all kept entries. */
export function compactAt(founding: ReadFounding, versions: Versions, within: Past | null, takes?: Takes): CompactAt {
  let textVersion: EntryId = founding.compact
  let text = founding.text
  for (;;) {
    const next = nextText(founding.compact, versions, textVersion, within, takes)
    if (!next) break
    textVersion = next.placed.id
    text = textOf(next)
  }
  const left = text.members
    .map((m) => m.committee)
    .filter((id) =>
      versions
        .leavesOf(id)
        .some(
          (leave) =>
            (within === null || covers(within, leave)) &&
            (!takes || takes(leave)) &&
            !isBack(versions, textVersion, leave),
        ),
    )
  const members = sorted(text.members.map((m) => m.committee).filter((id) => !left.includes(id)))
  return { textVersion, text, members, left: sorted(left) }
}

// With a fork two rivals may both be effective; the lowest id goes on, alike everywhere.
function nextText(compact: EntryId, versions: Versions, base: EntryId, within: Past | null, takes?: Takes) {
  const effective = versions
    .onBase(compact, base)
    .filter((v) => v.kind === 'compact-text' && versions.closing(v, within, takes))
  return effective.sort((a, b) => (a.placed.id < b.placed.id ? -1 : 1))[0]
}

/** A text issued in knowledge of the leave takes the member back. */
function isBack(versions: Versions, textVersion: EntryId, leave: Placed): boolean {
  const text = versions.byId.get(textVersion)
  return text !== undefined && covers(text.placed.past, leave)
}

export function textOf(version: Version): CompactText {
  const { content } = version.placed
  if (content?.kind !== 'compact-text') throw new Error('expected a version of the compact text')
  return content.body.text
}

export const memberOf = (text: CompactText, committee: CommitteeId): CompactMember | undefined =>
  text.members.find((m) => m.committee === committee)

/** A compact of fewer than two members has ended. */
export const hasEnded = ({ members }: CompactAt): boolean => members.length < 2
