import { chineseDay } from './chinese-day.ts'
import type { Signature } from './official-document.ts'
import { widthOf } from '../text-width.ts'

/** How far the lines of a signature end from the right margin, in characters of the body. */
export interface SignaturePlace {
  /** Empty lines between the text and the first name. */
  above: number
  lines: readonly { text: string; right: number }[]
}

/**
 * Where names and date stand, by GB/T 9704-2012 7.3.5. With a seal the date ends four characters from the margin and the
 * names are centred above it; without one the names end two characters from it and the date begins two further in.
 */
export function signaturePlace({ units, on, sealed }: Signature): SignaturePlace {
  const date = chineseDay(on)
  const dateWidth = widthOf(date)
  const longest = Math.max(...units.map(widthOf))
  if (sealed) {
    // A name longer than the room around the date moves the date inwards, and stays in its middle.
    const dateRight = Math.max(4, (longest - dateWidth) / 2)
    const named = units.map((text) => ({ text, right: dateRight + (dateWidth - widthOf(text)) / 2 }))
    return { above: 2, lines: [...named, { text: date, right: dateRight }] }
  }
  const dateRight = Math.max(2, longest - dateWidth)
  const beginning = dateRight + dateWidth + 2
  return {
    above: 1,
    lines: [
      ...units.map((text) => ({ text, right: Math.max(0, beginning - widthOf(text)) })),
      { text: date, right: dateRight },
    ],
  }
}
