import { isDeepStrictEqual } from 'node:util'
import { CLEAR, type LoadLine } from '../load/line-of-load.ts'
import type { Figure } from '../scenario.ts'
import type { Expected } from './expected.ts'

/** A row of the event table. */
export interface EventRow {
  id: string
  type: string
  aggregate: string
  version: number
  data: Record<string, unknown>
}

/** Holds the answers of the load against the event table: every answered command has exactly its events. */
export function checkAnswers(
  { answered, events }: Expected,
  lines: readonly LoadLine[],
  rows: readonly EventRow[],
): { figures: Figure[]; findings: string[] } {
  const table = new Map(rows.map((row) => [row.id, row]))
  const told = new Set(events.map(({ id }) => id))
  const lost = events.filter(({ id }) => !table.has(id))
  const changed = events.filter((event) => {
    const row = table.get(event.id)
    const { id, type, aggregate, version, data } = event
    return row !== undefined && !isDeepStrictEqual(row, { id, type, aggregate, version, data })
  })
  const untold = rows.filter(({ id }) => !told.has(id))
  const surprises = answered.filter(({ meant, status }) => (meant === 'done') !== (status === 200))
  const open = lines.filter(({ kind }) => kind === 'open')
  const unequal = lines.filter((line) => line.kind === 'twice' && !line.same)
  const notNow = lines.filter((line) => line.kind === 'not-now')
  // Words without a status are those of a connection: there was no answer.
  const faults = notNow.filter(({ why }) => /^\d{3} /.test(why) && ![CLEAR, '409 common.busy'].includes(why))
  const unhinted = notNow.filter(({ retryAfter }) => retryAfter === false)
  const twice = lines.filter(({ kind }) => kind === 'twice')
  return {
    figures: [
      { name: 'commands answered', value: answered.length, unit: '' },
      { name: 'commands sent twice under one key', value: twice.length, unit: '' },
      { name: 'acknowledged events lost', value: lost.length, unit: '', most: 0 },
      { name: 'acknowledged events changed', value: changed.length, unit: '', most: 0 },
      { name: 'events nobody was told of', value: untold.length, unit: '', most: 0 },
      { name: 'answers to the same key that differ', value: unequal.length, unit: '', most: 0 },
      { name: 'commands without an answer at the end', value: open.length, unit: '', most: 0 },
      { name: 'commands answered against the rules', value: surprises.length, unit: '', most: 0 },
      { name: 'faults other than a clear 503', value: faults.length, unit: '', most: 0 },
      { name: '503 without Retry-After', value: unhinted.length, unit: '', most: 0 },
    ],
    findings: [
      ...some('lost, although acknowledged', lost, ({ id, aggregate, version }) => `${id} ${aggregate} ${version}`),
      ...some('not as acknowledged', changed, ({ id, aggregate, version }) => `${id} ${aggregate} ${version}`),
      ...some('in the event table, and no answer told of it', untold, ({ id, aggregate }) => `${id} ${aggregate}`),
      ...some(
        'answered against the rules',
        surprises,
        ({ key, command, code }) => `${key} ${command} ${code ?? 'done'}`,
      ),
      ...some('answered with a fault', faults, ({ why }) => why),
    ],
  }
}

/** At most three examples, so that a report stays readable. */
export function some<T>(what: string, all: readonly T[], name: (one: T) => string): string[] {
  if (all.length === 0) return []
  const examples = [...new Set(all.slice(0, 50).map(name))].slice(0, 3).join('; ')
  return [`${what}: ${examples}${all.length > 3 ? `, ${all.length} in all` : ''}`]
}
