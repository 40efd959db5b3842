import { diffTables, type Replayed, replayInto, type TableDifference } from '../rebuild.ts'
import type { ServiceDefinition } from '../service.ts'
import type { TestService } from './test-service.ts'

/**
 * Replays all events of a service into empty copies of its own tables and compares them with the live ones, personal
 * columns excepted. `differences` must be empty; `replayed.events` says how much was compared.
 */
export async function replayEquality(
  { running: { runtime } }: TestService,
  definition: Pick<ServiceDefinition, 'apply' | 'ownTables' | 'personalColumns'>,
): Promise<{ replayed: Replayed; differences: TableDifference[] }> {
  const replayed = await replayInto(runtime, definition)
  return { replayed, differences: await diffTables(runtime, definition) }
}
