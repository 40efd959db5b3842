import { CommitteeId } from '@lianxie/contracts'
import { directory } from '@lianxie/directory'
import { proposals } from '@lianxie/proposals'
import { createLog, type RunningFront, startFront } from '@lianxie/service-kit'
import { startTestService, takeNatsAccount, type TestService } from '@lianxie/service-kit/testing'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { buildPages } from '@lianxie/portal/build'
import { pagesDir, portal } from '@lianxie/portal'
import { hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { freePort } from '../src/free-port.ts'
import { type DoubleAccount, startIdentityDouble } from '@lianxie/portal/testing'

// Real services behind the gateway, a real browser before it.
const ACCOUNTS: readonly DoubleAccount[] = [
  { userName: 'staff', accountId: 'staff', role: 'STAFF_PROPOSAL' },
  { userName: 'member', accountId: 'member', role: 'MEMBER', memberId: '00000000-0000-4000-8000-0000000000a1' },
]

describe.skipIf(!hasBrowser)('pages in a browser', () => {
  const life = new AsyncDisposableStack()
  let browser: Browser
  let front: RunningFront
  let url: string

  beforeAll(async () => {
    await buildPages()
    const service = life.use(await startTestService(proposals))
    const names = life.use(await startTestService(directory))
    const identity = life.use(await identityFor(service))
    const port = await freePort()
    url = `http://127.0.0.1:${port}`
    const upstreams = {
      identity: identity.url,
      directory: names.running.url,
      consultations: 'http://127.0.0.1:1',
      proposals: service.running.url,
      supervision: 'http://127.0.0.1:1',
      joint: 'http://127.0.0.1:1',
      notices: 'http://127.0.0.1:1',
    }
    front = await startFront(portal, {
      committee: CommitteeId.parse(service.committee),
      nats: await takeNatsAccount(inject('adminUrl')),
      host: '127.0.0.1',
      port,
      profile: 'test',
      rateLimitPerMinute: 100_000,
      log: createLog({ level: 'silent' }),
      own: { publicUrl: url, identityUrl: identity.url, upstreams, pagesDir },
    })
    life.defer(() => front.stop())
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)

  afterAll(() => life.disposeAsync())

  const signIn = async (page: Awaited<ReturnType<typeof openPage>>['page'], userName: string, to: string) => {
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`)
    await page.getByLabel('账号').fill(userName)
    await page.getByLabel('密码').fill('right')
    await page.getByRole('button', { name: '登录', exact: true }).click()
    await page.waitForURL(`**${to}`)
  }

  test('a wrong password is refused in words and nothing that was typed is lost', async () => {
    await using opened = await openPage(browser, url)
    const { page, faults } = opened
    await page.goto('/sign-in')

    await page.getByLabel('账号').fill('staff')
    await page.getByLabel('密码').fill('wrong')
    await page.keyboard.press('Enter')

    await page.getByRole('alert').getByText('用户名或密码不正确。').waitFor()
    expect(await page.getByLabel('账号').inputValue()).toBe('staff')
    expect(faults).toEqual([])
  })

  test.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/%09/evil.example', 'javascript:alert(1)'])(
    'signing in never leads to another origin: %s',
    async (to) => {
      await using opened = await openPage(browser, url)
      const { page } = opened
      await page.goto(`/sign-in?to=${encodeURIComponent(to)}`)
      await page.getByLabel('账号').fill('staff')
      await page.getByLabel('密码').fill('right')
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await page.waitForURL((address) => address.pathname !== '/sign-in')

      expect(new URL(page.url()).origin).toBe(url)
    },
  )

  test('the docket is worked by keyboard, and what is asked stands in the address', async () => {
    await using opened = await openPage(browser, url)
    const { page, faults } = opened
    await signIn(page, 'staff', '/proposals')
    await page.getByText('还没有提交的提案').waitFor()

    await page.keyboard.press('/')
    await page.keyboard.type('停车')
    await page.keyboard.press('Enter')

    await page.waitForURL('**/proposals?text=*')
    await page.getByText('没有符合条件的提案').waitFor()
    await page.reload()
    expect(await page.getByRole('searchbox').inputValue()).toBe('停车')
    expect(faults).toEqual([])
  })

  test('larger type is larger everywhere and stays after a reload', async () => {
    await using opened = await openPage(browser, url, PHONE)
    const { page } = opened
    await page.goto('/open/proposals')
    await page.locator('main').waitFor()
    const before = await page.evaluate(() => getComputedStyle(document.querySelector('main')!).fontSize)

    await page.getByRole('button', { name: '切换到大字模式' }).click()
    await page.reload()
    await page.locator('main').waitFor()

    const after = await page.evaluate(() => getComputedStyle(document.querySelector('main')!).fontSize)
    expect(Number.parseFloat(after)).toBeCloseTo(Number.parseFloat(before) * 1.22, 1)
  })
})

/** Tokens of the service's own issuer, so that the service believes them. */
const identityFor = (service: TestService) =>
  startIdentityDouble({
    password: 'right',
    accounts: ACCOUNTS,
    tokenFor: ({ accountId, role, memberId }) =>
      service.tokenOf({ id: accountId, role: role as never, ...(memberId !== undefined && { memberId }) }),
  })
