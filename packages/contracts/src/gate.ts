import { commands, events, queries } from './catalog.ts'
import type { Difference } from './compatibility.ts'
import { same } from './json-schema.ts'
import { breakingChanges, envelopeSnapshot, type Snapshot, snapshotFile, snapshotOf } from './snapshot.ts'

/** Snapshots by their file under `snapshots/`. */
export type Snapshots = ReadonlyMap<string, Snapshot>

/** What the contracts promise as they stand in the code. */
export const currentSnapshots = (): Snapshots =>
  new Map(
    [envelopeSnapshot(), ...[...events, ...commands, ...queries].map(snapshotOf)].map((snapshot) => [
      snapshotFile(snapshot),
      snapshot,
    ]),
  )

export interface Comparison {
  /** Files of released definitions that changed so that a reader or a client of theirs fails. */
  breaking: { file: string; differences: readonly Difference[] }[]
  /** Files of definitions that were not released yet, and of those that grew since. */
  unreleased: { file: string; snapshot: Snapshot }[]
}

/** Holds what was released against what the code says: the compatibility gate. */
export function compareReleases(released: Snapshots, current: Snapshots): Comparison {
  const breaking = [...released]
    .map(([file, snapshot]) => ({ file, differences: breakingChanges(snapshot, current.get(file)) }))
    .filter(({ differences }) => differences.length > 0)
  const unreleased = [...current]
    .filter(([file, snapshot]) => !same(released.get(file), snapshot))
    .filter(([file]) => !breaking.some((other) => other.file === file))
    .map(([file, snapshot]) => ({ file, snapshot }))
  return { breaking, unreleased }
}

/** One line for each breaking difference: file, place, what changed. */
export const describeBreaking = ({ breaking }: Comparison): string[] =>
  breaking.flatMap(({ file, differences }) =>
    differences.map(({ path, change }) => `${file} ${path}: ${change}`.replace(' :', ':')),
  )
