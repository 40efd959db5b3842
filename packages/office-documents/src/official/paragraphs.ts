import { fileText } from '../file-text.ts'

/** The faces of GB/T 9704: 仿宋 for the body, 黑体 and 楷体 for the first two levels of headings. */
export type Face = 'body' | 'first' | 'second'

/** A piece of a paragraph in one face. */
export interface Span {
  text: string
  face: Face
}

/**
 * The paragraphs of a text as somebody typed it, with the faces that GB/T 9704-2012 7.3.3 gives to the levels of its
 * headings: 一、 in 黑体, （一） in 楷体, 1. and （1） as the body. A heading that is followed by its text in the same
 * paragraph ends at its first full stop. Spaces at the beginning, by which people indent, are dropped.
 */
export function paragraphs(text: string): Span[][] {
  return fileText(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map(spansOf)
}

const LEVELS: readonly [RegExp, Face][] = [
  [/^[一二三四五六七八九十]{1,3}、/u, 'first'],
  [/^[（(][一二三四五六七八九十]{1,3}[）)]/u, 'second'],
]

/** A first sentence longer than this is no heading, though it is counted. */
const LONGEST_HEADING = 50

function spansOf(line: string): Span[] {
  const face = LEVELS.find(([beginning]) => beginning.test(line))?.[1] ?? 'body'
  if (face === 'body') return [{ text: line, face }]
  const stop = line.indexOf('。')
  const heading = stop === -1 ? line : line.slice(0, stop + 1)
  if (heading.length > LONGEST_HEADING) return [{ text: line, face: 'body' }]
  const rest = line.slice(heading.length)
  return [{ text: heading, face }, ...(rest === '' ? [] : [{ text: rest, face: 'body' as const }])]
}
