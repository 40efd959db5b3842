import { diffWordsWithSpace } from 'diff'

interface Part {
  text: string
  change?: 'added' | 'removed'
}

/** A paragraph as `Difference` draws it. */
interface Clause {
  key: string
  parts: readonly Part[]
  mark?: string
}

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** 差异: paragraph by paragraph what one text has more or less than another; `mark` says who changed it. */
export function clausesOf(before: readonly string[], after: readonly string[], mark: string): readonly Clause[] {
  const lines: Part[][] = [[]]
  for (const { value, added, removed } of diffWordsWithSpace(before.join('\n'), after.join('\n'), {
    intlSegmenter: words,
  })) {
    const pieces = value.split('\n')
    for (const [at, text] of pieces.entries()) {
      if (at > 0) lines.push([])
      if (text === '') continue
      lines.at(-1)!.push({ text, ...(added && { change: 'added' }), ...(removed && { change: 'removed' }) })
    }
  }
  return lines
    .filter((parts) => parts.length > 0)
    .map((parts, at) => ({
      key: String(at),
      parts,
      ...(parts.some(({ change }) => change !== undefined) && { mark }),
    }))
}
