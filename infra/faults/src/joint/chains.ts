import { createHash } from 'node:crypto'

/** An entry as a checker needs it: which it is, whose, and where on its author's chain. */
export interface HeldEntry {
  id: string
  committee: string
  generation: number
  seq: number
}

/** What one place holds of a compact: a member, or the hub. */
export interface Holding {
  holder: string
  entries: readonly HeldEntry[]
}

/**
 * 双重签名: two different entries of one author at one number of one generation, over all holders together. One sentence
 * for each place that is taken twice.
 */
export function signedTwice(holdings: readonly Holding[]): string[] {
  const places = new Map<string, Map<string, string>>()
  for (const { holder, entries } of holdings) {
    for (const { id, committee, generation, seq } of entries) {
      const place = `${committee} generation ${generation} number ${seq}`
      const taken = places.get(place) ?? new Map<string, string>()
      if (!taken.has(id)) taken.set(id, holder)
      places.set(place, taken)
    }
  }
  return [...places]
    .filter(([, taken]) => taken.size > 1)
    .map(
      ([place, taken]) =>
        `${place} is signed ${taken.size} times: ${[...taken].map(([id, holder]) => `${short(id)} at ${holder}`).join(', ')}`,
    )
}

/** Entries that are known to have been signed and that a holder lacks; one sentence for each holder. */
export function missingEntries(signed: Iterable<string>, holdings: readonly Holding[]): string[] {
  const all = [...signed]
  return holdings.flatMap(({ holder, entries }) => {
    const held = new Set(entries.map(({ id }) => id))
    const lacking = all.filter((id) => !held.has(id))
    return lacking.length === 0
      ? []
      : [`${holder} lacks ${lacking.length} of ${all.length}, first ${short(lacking[0]!)}`]
  })
}

/** Numbers that are left out on a chain; one sentence for each holder and author. */
export function gapsIn(holdings: readonly Holding[]): string[] {
  return holdings.flatMap(({ holder, entries }) =>
    [...byAuthor(entries)].flatMap(([author, own]) => {
      const numbers = [...new Set(own.map(({ seq }) => seq))].sort((a, b) => a - b)
      const gap = numbers.findIndex((seq, i) => seq !== i + 1)
      return gap < 0 ? [] : [`${holder} lacks number ${gap + 1} of ${author}`]
    }),
  )
}

/** The hash of each author's chain as a holder has it: over generation, number and id of all of its entries, in order. */
export function chainHashes(entries: readonly HeldEntry[]): Map<string, string> {
  return new Map(
    [...byAuthor(entries)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([author, own]) => {
        const lines = [...new Set(own.sort(inOrder).map((entry) => `${entry.generation}.${entry.seq} ${entry.id}\n`))]
        return [author, createHash('sha256').update(lines.join('')).digest('hex')]
      }),
  )
}

/** Chains that are not the same at all holders; one sentence for each author, with every holder's hash. */
export function unequalChains(holdings: readonly Holding[]): string[] {
  const hashes = holdings.map(({ holder, entries }) => ({ holder, chains: chainHashes(entries) }))
  const authors = new Set(hashes.flatMap(({ chains }) => [...chains.keys()]))
  return [...authors].sort().flatMap((author) => {
    const held = hashes.map(({ holder, chains }) => ({ holder, hash: chains.get(author) ?? 'nothing' }))
    if (new Set(held.map(({ hash }) => hash)).size === 1) return []
    return [`the chain of ${author} differs: ${held.map(({ holder, hash }) => `${holder} ${short(hash)}`).join(', ')}`]
  })
}

function byAuthor(entries: readonly HeldEntry[]): Map<string, HeldEntry[]> {
  const chains = new Map<string, HeldEntry[]>()
  for (const entry of entries) {
    const chain = chains.get(entry.committee)
    if (chain) chain.push(entry)
    else chains.set(entry.committee, [entry])
  }
  return chains
}

const inOrder = (a: HeldEntry, b: HeldEntry): number =>
  a.generation - b.generation || a.seq - b.seq || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
const short = (id: string): string => id.slice(0, 12)
