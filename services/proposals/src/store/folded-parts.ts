import { foldText } from '@lianxie/service-kit'
import type { Content } from '../domain/content.ts'

/** A text folded for comparing, which knows where each character stood. */
export interface FoldedParts {
  /** All parts, each on a line of its own. */
  folded: string
  /** What stands from one folded character to another within one part. */
  placeOf(from: number, to: number): { text: string; place: { field: string; start: number; length: number } }
}

/** Folds a proposal's parts; a folded text may be longer than it was: ㎡ becomes m2. */
export function foldParts({ subject, problem, analysis, suggestions }: Content): FoldedParts {
  const parts = [
    { field: 'subject', text: subject },
    { field: 'problem', text: problem ?? '' },
    { field: 'analysis', text: analysis ?? '' },
    ...suggestions.map((text, at) => ({ field: `suggestions.${at}`, text })),
  ]
  let folded = ''
  const starts: number[] = []
  // For each folded character the one it came from, counted over all parts.
  const from: number[] = []
  let before = 0
  const origins: number[] = []
  for (const { text } of parts) {
    starts.push(folded.length)
    origins.push(before)
    let at = 0
    for (const character of text) {
      const simple = foldedCharacter(character)
      for (let i = 0; i < simple.length; i += 1) from.push(before + at)
      folded += simple
      at += character.length
    }
    from.push(before + at)
    folded += '\n'
    before += at + 1
  }
  return {
    folded,
    placeOf(begin, end) {
      const part = starts.findLastIndex((start) => start <= begin)
      const start = from[begin]! - origins[part]!
      const text = parts[part]!.text.slice(start, from[end]! - origins[part]!)
      return { text, place: { field: parts[part]!.field, start, length: text.length } }
    },
  }
}

const known = new Map<string, string>()

function foldedCharacter(character: string): string {
  const before = known.get(character)
  if (before !== undefined) return before
  const simple = foldText(character)
  // There are some tens of thousands of characters, and a text has a few hundred.
  known.set(character, simple)
  return simple
}
