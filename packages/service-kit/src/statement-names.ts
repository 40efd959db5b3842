/** Names for prepared statements: PostgreSQL then parses a statement once a connection, and plans it once for most values. */
export interface StatementNames {
  /** The name under which a statement is prepared; undefined for one that is not worth it (yet). */
  of(text: string): string | undefined
  /** Gives every statement a new name from now on, as after a migration that changed what the prepared ones answer. */
  renew(): void
}

/** What a connection keeps prepared takes 10 to 50 kB each in the server. */
const MOST = 400
/** Lists of hundreds of values make a text of their own for each length. */
const LONGEST = 8_000

/** A statement gets a name when it comes a second time, until there are 400; one-off texts never fill the places. */
export function createStatementNames(): StatementNames {
  let names = new Map<string, string>()
  let seenOnce = new Set<string>()
  let last = 0
  return {
    of(text) {
      const name = names.get(text)
      if (name !== undefined) return name
      if (names.size >= MOST || text.length > LONGEST) return undefined
      if (!seenOnce.delete(text)) {
        if (seenOnce.size >= MOST) seenOnce.clear()
        seenOnce.add(text)
        return undefined
      }
      last += 1
      names.set(text, `s${last}`)
      return `s${last}`
    },
    renew() {
      names = new Map()
      seenOnce = new Set()
    },
  }
}
