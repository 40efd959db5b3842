import type { Load } from '../load/start-load.ts'
import type { FaultyCommittee } from '../start-committee.ts'
import { effectsByWriter } from './record-effects.ts'

/** How much each process has done of each kind of work, in any order. */
export type Parts = Readonly<Record<'commands done' | 'events published' | 'effects', ReadonlyMap<string, number>>>

/** Commands and published events of each directory, effects of each consultations. Published ones count from its start. */
export async function partsOf({ directories, rig }: FaultyCommittee, load: Load): Promise<Parts> {
  const urls = [...new Set(directories.map(({ url }) => url))]
  const published = await Promise.all(urls.map(async (url) => [url, await publishedBy(url)] as const))
  return {
    'commands done': new Map(load.progress().doneBy.map((done, i) => [urls[i]!, done])),
    'events published': new Map(published),
    effects: await effectsByWriter(rig.databaseUrlOf('consultations')),
  }
}

/** What the least busy of `processes` did of each kind since; one that is not named did nothing. */
export function leastSince(before: Parts, after: Parts, processes: number): Record<keyof Parts, number> {
  const least = (kind: keyof Parts) => {
    const done = [...after[kind]].map(([who, count]) => count - (before[kind].get(who) ?? 0))
    return done.length < processes ? 0 : Math.min(...done)
  }
  return {
    'commands done': least('commands done'),
    'events published': least('events published'),
    effects: least('effects'),
  }
}

async function publishedBy(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { signal: AbortSignal.timeout(10_000) })).text()
  const [, value] = /^lianxie_relay_published_events\{[^}]*\} (\d+)/m.exec(text) ?? []
  if (value === undefined) throw new Error(`expected lianxie_relay_published_events among the metrics of ${url}`)
  return Number(value)
}
