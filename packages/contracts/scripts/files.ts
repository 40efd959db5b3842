import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Snapshots } from '../src/gate.ts'
import type { Snapshot } from '../src/snapshot.ts'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

export const SNAPSHOTS = path('../snapshots/')
export const GOLDEN = path('../golden/')
export const EVENTS_PAGE = path('../../../docs/events.md')
export const RELEASE_COMMAND = 'node packages/contracts/scripts/release.ts'

/** What was released: the snapshots as committed. */
export const releasedSnapshots = (): Snapshots =>
  new Map(jsonFiles(SNAPSHOTS).map((file) => [file, readJson(SNAPSHOTS + file) as Snapshot]))

/** The golden samples by wire type. */
export const goldenSamples = (): ReadonlyMap<string, unknown> =>
  new Map(jsonFiles(GOLDEN).map((file) => [file.replace(/\.json$/, ''), readJson(GOLDEN + file)]))

const jsonFiles = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.replaceAll('\\', '/'))
    .sort()

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
