import { request } from 'node:http'
import { dataOf } from '@lianxie/client'
import { proposals as p } from '@lianxie/contracts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser, openPage } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { everyPage, type Walk } from '../src/every-page.ts'
import { harmDone, HOSTILE, serveHostileWords, watchHostile } from '../src/hostile.ts'

describe.skipIf(!hasBrowser)('what is hostile', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser
  let walks: Walk[]

  beforeAll(async () => {
    committee = life.use(await startCommittee({ proposals: true, supervision: true }))
    walks = await everyPage(committee)
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  /** Goes over all pages, each as who sees it; what went wrong, and how much of it was hostile. */
  async function walkWith(prepare: (page: Page) => Promise<() => number>, change: (path: string) => string) {
    const told: string[] = []
    let shown = 0
    let served = 0
    for (const { name, size, paths } of walks) {
      await using opened = await openPage(browser, committee.url, size)
      const { page, faults } = opened
      await watchHostile(page)
      if (name) await committee.signIn(page, name, paths[0]!)
      const count = await prepare(page)
      for (const path of paths) {
        await page.goto(change(path))
        await page
          .waitForFunction(
            () => document.querySelector('h1') && !document.querySelector('[aria-busy=true]'),
            undefined,
            {
              timeout: 8_000,
            },
          )
          .catch(() => told.push(`${name ?? ''} ${path} is not read, or has no heading`))
        told.push(...(await harmDone(page)).map((harm) => `${name ?? ''} ${path} ${harm}`))
        told.push(...faults.splice(0).map((fault) => `${name ?? ''} ${path} ${fault}`))
        shown += ((await page.locator('body').innerText()).match(/hostile/g) ?? []).length
      }
      served += count()
      await page.unrouteAll({ behavior: 'ignoreErrors' })
    }
    return { told, shown, served }
  }

  test('stays text, whichever text of whichever answer it stands in, on every page', { timeout: 600_000 }, async () => {
    const { told, shown, served } = await walkWith(serveHostileWords, (path) => path)

    expect(told).toEqual([])
    expect(served).toBeGreaterThan(500)
    expect(shown).toBeGreaterThan(200)
  })

  test('does nothing in an address, whatever a page looks for in it', { timeout: 600_000 }, async () => {
    const names = ['q', 'text', 'year', 'id', 'to', 'show', 'view', 'state', 'unitId', 'sort', 'return', 'code', 'tab']
    let turn = 0
    const { told } = await walkWith(
      () => Promise.resolve(() => 0),
      (path) => {
        const [at, query = ''] = path.split('?')
        const params = new URLSearchParams(query)
        for (const name of names) params.set(name, HOSTILE[turn++ % HOSTILE.length]!)
        return `${at}?${params.toString()}#${encodeURIComponent(HOSTILE[turn++ % HOSTILE.length]!)}`
      },
    )

    expect(told).toEqual([])
  })

  test(
    'that a member wrote is text for the office, on paper and in a spreadsheet too',
    { timeout: 120_000 },
    async () => {
      const member = committee.side.as('member')
      const written = []
      for (const text of HOSTILE) {
        const said = `关于${text}`.slice(0, 50)
        const drafted = await member.send(p.DraftProposal, {
          kind: 'INDIVIDUAL',
          subject: said,
          problem: `${text} 情况`,
          analysis: `${text} 分析`,
          suggestions: [`${text} 建议`],
        })
        const { proposalId, sha256 } = dataOf(drafted, p.ProposalDrafted)[0]!
        await member.send(p.SubmitProposal, { proposalId, sha256, contactPhone: '000-00000000', publishConsent: true })
        written.push(proposalId)
      }
      await using opened = await openPage(browser, committee.url)
      const { page, faults } = opened
      await watchHostile(page)
      await committee.signIn(page, 'proposal', '/proposals')
      // Without the policy that the page would have: what keeps it harmless is that nothing of it is markup.
      const print = await page.context().newPage()
      await watchHostile(print)
      const told: string[] = []

      for (const proposalId of written) {
        await page.goto(`/proposals/${proposalId}`)
        await page.getByText('建议', { exact: false }).first().waitFor()
        await page.waitForFunction(() => document.body.innerText.includes('hostile'))
        told.push(...(await harmDone(page)))
        const paper = await page.request.post(`/api/proposals/cases/${proposalId}/form`, {
          headers: { 'x-lianxie': '1', origin: committee.url },
          data: { format: 'html', names: {} },
        })
        expect([paper.status(), paper.headers()['content-security-policy']]).toEqual([
          200,
          expect.stringContaining("default-src 'none'"),
        ])
        await print.setContent(await paper.text())
        told.push(...(await harmDone(print)).map((harm) => `paper ${harm}`))
      }

      expect(told).toEqual([])
      expect(faults).toEqual([])
    },
  )

  test.each([
    '//evil.test',
    'https://evil.test/',
    '/\\evil.test',
    '\\\\evil.test',
    '/\t/evil.test',
    '/%09/evil.test',
    '/%2f/evil.test',
    '/..//evil.test',
    'javascript:hostile()',
    'data:text/html,<script>hostile()</script>',
    'http:evil.test',
    '/sign-in/../..//evil.test',
    '@evil.test',
    '.evil.test',
  ])('nobody is led away from the committee after signing in: %j', async (to) => {
    await using opened = await openPage(browser, committee.url)
    const { page } = opened
    await watchHostile(page)
    const left: string[] = []
    page.on('request', (request) => {
      if (/^(https?|wss?):/.test(request.url()) && !request.url().startsWith(committee.url)) left.push(request.url())
    })
    const { userName, password } = (await committee.side.people.credentials())['member']!

    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`)
    await page.getByLabel('账号').fill(userName)
    await page.getByLabel('密码').fill(password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
    await page.waitForLoadState()

    expect([new URL(page.url()).origin, left, await harmDone(page)]).toEqual([committee.url, [], []])
  })

  test.each([
    'x-request-id',
    'traceparent',
    'idempotency-key',
    'if-match',
    'accept-language',
    'x-forwarded-for',
    'cookie',
  ])('nothing that comes in %s becomes a header or a part of the page', async (name) => {
    const value = 'a"\t<svg data-hostile onload=hostile()>%0d%0aset-cookie: hostile=1\u00ff'
    for (const path of ['/sign-in', '/api/proposals/docket', '/api/nowhere', '/identity/session', '/assets/none.js']) {
      const { status, headers, body } = await raw(`${committee.url}${path}`, { [name]: value })

      expect([path, status < 500]).toEqual([path, true])
      expect(JSON.stringify(headers)).not.toContain('hostile')
      expect(body).not.toContain('<svg data-hostile')
    }
  })

  test('a path that is no page of ours answers with nothing of itself', async () => {
    for (const text of HOSTILE) {
      for (const path of [`/${encodeURIComponent(text)}`, `/api/proposals/cases/${encodeURIComponent(text)}`]) {
        const { status, headers, body } = await raw(`${committee.url}${path}`)

        expect([path, status < 500]).toEqual([path, true])
        expect(headers['x-content-type-options']).toBe('nosniff')
        if (/html/.test(String(headers['content-type']))) expect(body).not.toContain('data-hostile')
      }
    }
  })
})

/** An answer with headers as they stand, which `fetch` would not send. */
function raw(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; body: string }>((resolve, reject) => {
    const asked = request(url, { headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () =>
        resolve({
          status: response.statusCode!,
          headers: response.headers,
          body: Buffer.concat(parts).toString('latin1'),
        }),
      )
    })
    asked.once('error', reject)
    asked.end()
  })
}
