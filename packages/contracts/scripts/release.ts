import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { events } from '../src/catalog.ts'
import { eventsPage } from '../src/events-page.ts'
import { compareReleases, currentSnapshots, describeBreaking } from '../src/gate.ts'
import { goldenSample } from '../src/golden.ts'
import { EVENTS_PAGE, GOLDEN, releasedSnapshots, SNAPSHOTS } from './files.ts'

// Writes snapshots of what is new or has grown, golden samples of new events, and docs/events.md.
// Refuses, and writes nothing, when something that was released would break.

for (const folder of [SNAPSHOTS, GOLDEN]) mkdirSync(folder, { recursive: true })
const comparison = compareReleases(releasedSnapshots(), currentSnapshots())
const breaking = describeBreaking(comparison)

if (breaking.length > 0) {
  console.error('These changes break what was released. Add a new version beside the old one instead:')
  for (const line of breaking) console.error(`  ${line}`)
  process.exitCode = 1
} else {
  // A golden sample is written once: what was published in that form must be readable for ever.
  const samples = events
    .filter(({ wireType }) => !existsSync(`${GOLDEN}${wireType}.json`))
    .map((event) => ({ file: `${event.wireType}.json`, sample: goldenSample(event) }))
  for (const { file, snapshot } of comparison.unreleased) write(SNAPSHOTS + file, json(snapshot))
  for (const { file, sample } of samples) write(GOLDEN + file, json(sample))
  write(EVENTS_PAGE, eventsPage())
  console.log(
    `${comparison.unreleased.length} snapshots and ${samples.length} golden samples written, docs/events.md too.`,
  )
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
