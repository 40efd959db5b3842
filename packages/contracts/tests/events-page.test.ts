import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { EVENTS_PAGE, RELEASE_COMMAND } from '../scripts/files.ts'
import { eventsPage } from '../src/events-page.ts'

test('docs/events.md says what the definitions say', () => {
  expect(
    readFileSync(EVENTS_PAGE, 'utf8') === eventsPage(),
    `Run \`${RELEASE_COMMAND}\` and commit what it writes.`,
  ).toBe(true)
})

test('every link to a type leads to its row', () => {
  const page = eventsPage()
  const anchors = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id))
  const links = [...page.matchAll(/\]\(#([\w-]+)\)/g)].map(([, id]) => id!).filter((id) => id.includes('-'))

  expect(links.length).toBeGreaterThan(100)
  expect(links.filter((id) => !anchors.has(id))).toEqual([])
})
