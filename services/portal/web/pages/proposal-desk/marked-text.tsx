interface Place {
  field: string
  start: number
  length: number
}
interface Text {
  problem?: string | undefined
  analysis?: string | undefined
  suggestions: readonly string[]
}

/** 正文 with the passages marked that another text has too. */
export function MarkedText({ text, places }: { text: Text; places: readonly Place[] }) {
  const parts: readonly [field: string, text: string | undefined][] = [
    ['problem', text.problem],
    ['analysis', text.analysis],
    ...text.suggestions.map((one, at): [string, string] => [`suggestions.${at}`, one]),
  ]
  return parts
    .filter(([, words]) => words !== undefined && words !== '')
    .map(([field, words]) => (
      <p key={field}>
        {marked(
          words!,
          places.filter((place) => place.field === field),
        )}
      </p>
    ))
}

/** Cuts a text at its marked places, which may lie in each other. */
export function marked(text: string, places: readonly Omit<Place, 'field'>[]): React.ReactNode[] {
  const found: React.ReactNode[] = []
  let at = 0
  for (const { start, length } of places.toSorted((a, b) => a.start - b.start)) {
    const from = Math.max(at, start)
    const to = Math.min(text.length, start + length)
    if (to <= from) continue
    if (from > at) found.push(text.slice(at, from))
    found.push(<mark key={from}>{text.slice(from, to)}</mark>)
    at = to
  }
  if (at < text.length) found.push(text.slice(at))
  return found
}
