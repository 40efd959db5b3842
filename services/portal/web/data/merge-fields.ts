type Fields = Readonly<Record<string, unknown>>

export interface MergedFields<V extends Fields> {
  /** What the form goes on with: nothing of what was typed is in it less. */
  values: V
  /** Fields that only the others changed; theirs are in `values`. */
  taken: string[]
  /** Fields that both changed, each to something else; in `values` they are as typed. */
  torn: string[]
}

/** 三方比较: what was typed into a form that began with `began`, beside what somebody stored meanwhile, field by field. */
export function mergeFields<V extends Fields>(began: V, typed: V, stored: V): MergedFields<V> {
  const taken: string[] = []
  const torn: string[] = []
  for (const name of Object.keys(stored)) {
    if (isEqual(stored[name], began[name]) || isEqual(stored[name], typed[name])) continue
    if (isEqual(typed[name], began[name])) taken.push(name)
    else torn.push(name)
  }
  const theirs = Object.fromEntries(taken.map((name) => [name, stored[name]]))
  return { values: { ...typed, ...theirs }, taken, torn }
}

/** What a form counts as its beginning once it was compared with `stored`: fields that are still `torn` keep theirs until one is chosen. */
export function beginAfter<V extends Fields>(began: V, stored: V, torn: readonly string[]): V {
  return { ...stored, ...Object.fromEntries(torn.map((name) => [name, began[name]])) }
}

/** Both texts of a field below each other, or what is chosen in either. */
export function bothOf(typed: unknown, stored: unknown): unknown {
  if (!Array.isArray(typed) || !Array.isArray(stored)) return `${String(typed)}\n${String(stored)}`
  return [...typed, ...stored.filter((one) => !typed.some((other) => isEqual(one, other)))]
}

/** Values of forms are texts, flags, and lists of them and of plain things. */
const isEqual = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
