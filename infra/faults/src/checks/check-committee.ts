import { consultations } from '@lianxie/consultations'
import { directory } from '@lianxie/directory'
import type { Rig } from '@lianxie/local/rig'
import type { LoadLine } from '../load/line-of-load.ts'
import type { Figure, Verdict } from '../scenario.ts'
import { checkAnswers } from './check-answers.ts'
import { checkEffects } from './check-effects.ts'
import { checkStream } from './check-stream.ts'
import { drainedWithin } from './drained.ts'
import { type Effect, expectedOf } from './expected.ts'
import { readEvents } from './read-events.ts'
import { readStream } from './read-stream.ts'
import { rebuildAndCompare } from './rebuild-and-compare.ts'
import { takeRecord } from './record-effects.ts'

export interface CommitteeBounds {
  /** Seconds from the end of the load until nothing is on its way any more. */
  drainedSeconds: number
  /** What happened beside the load. */
  outside?: {
    /** Effects that must be there too, in the order in which they happen to each thing. */
    effects: readonly Effect[]
    /** Ids of messages that no service published. */
    crafted: readonly string[]
    /** Aggregates whose events were asked for by others than the load. */
    own: readonly string[]
    /** By how much the cursors are ahead of the event table because of them. */
    ahead: number
  }
}

/**
 * After the load: waits until everything has arrived, and holds the whole committee against what the load was told: event
 * table, stream, projection, and what a rebuild of each would give. `recordEffects` must have been on from the beginning.
 */
export async function checkCommittee(
  rig: Rig,
  lines: readonly LoadLine[],
  { drainedSeconds, outside = { effects: [], crafted: [], own: [], ahead: 0 } }: CommitteeBounds,
): Promise<Pick<Verdict, 'figures' | 'findings'>> {
  const { took, left } = await drainedWithin(rig, 2 * drainedSeconds * 1_000, outside.ahead)
  const expected = expectedOf(lines)
  const { events, published } = await readEvents(rig.databaseUrlOf('directory'))
  const messages = await readStream(rig, 'directory')
  const effects = new Map([...expected.effects, ...Map.groupBy(outside.effects, ({ thing }) => thing)])
  const checks = [
    checkAnswers(
      expected,
      lines,
      events.filter(({ aggregate }) => !outside.own.includes(aggregate)),
    ),
    checkStream(
      published,
      messages.filter(({ id }) => !outside.crafted.includes(id)),
      'EVT_directory',
    ),
    checkEffects(effects, await takeRecord(rig.databaseUrlOf('consultations')), 'consultations'),
    await compare(rig, 'directory', 'own', directory.ownTables),
    await compare(rig, 'consultations', 'foreign', consultations.foreignTables ?? []),
  ]
  const arriving: Figure[] = [
    { name: 'drained after the load', value: took / 1_000, unit: 's', most: drainedSeconds },
    { name: 'events not published', value: left.unpublished, unit: '', most: 0 },
    { name: 'events not taken in', value: left.behind, unit: '', most: 0 },
    { name: 'events waiting', value: left.waiting, unit: '', most: 0 },
    { name: 'events dead', value: left.dead, unit: '', most: 0 },
  ]
  return {
    figures: [...arriving, ...checks.flatMap(({ figures }) => figures)],
    findings: checks.flatMap(({ findings }) => findings),
  }
}

async function compare(
  rig: Rig,
  service: 'directory' | 'consultations',
  what: 'own' | 'foreign',
  tables: readonly string[],
): Promise<Pick<Verdict, 'figures' | 'findings'>> {
  const { rows, differing } = await rebuildAndCompare(rig, service, what, tables)
  const from = what === 'own' ? 'its event table' : 'the streams'
  return {
    figures: [
      { name: `rows of ${service} rebuilt from ${from}`, value: rows, unit: '' },
      { name: `tables of ${service} that differ from a rebuild`, value: differing.length, unit: '', most: 0 },
    ],
    findings: differing.map((table) => `${table} of ${service} holds something else than a rebuild from ${from}`),
  }
}
