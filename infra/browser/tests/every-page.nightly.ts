import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { everyPage, THEMES, walk } from '../src/every-page.ts'

describe.skipIf(!hasBrowser)('all pages', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee({ proposals: true, supervision: true }))
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test(
    'every page holds to WCAG 2.2 AA in each theme, fits its width and breaks nothing',
    { timeout: 600_000 },
    async () => {
      const walks = await everyPage(committee)

      expect(await walk(browser, committee, walks, THEMES)).toEqual([])
    },
  )
})
