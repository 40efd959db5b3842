import type { RecordedEvent } from './append-events.ts'
import type { Tx } from './tables.ts'

/**
 * Keeps words that came with an event beside it, each under the name of its field; empty ones are left out. Called where a
 * command writes beside its events (`also`): free text stays in the service that owns it, in its table
 * `words(aggregate, version, field, text)`, and no event carries it.
 */
export async function keepWords(
  tx: Tx<any>,
  { aggregate, aggregateVersion: version }: Pick<RecordedEvent, 'aggregate' | 'aggregateVersion'>,
  words: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const rows = Object.entries(words).flatMap(([field, text]) =>
    text === undefined ? [] : [{ aggregate, version, field, text }],
  )
  if (rows.length > 0) await tx.insertInto('words').values(rows).execute()
}
