import { identity } from '@lianxie/contracts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'

describe.skipIf(!hasBrowser)('signing in at a committee', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee({ proposals: true }))
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test('the proposal office reads its docket, with the names of the directory', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened

    await committee.signIn(page, 'proposal', '/proposals')

    await page.getByText('共查询到').first().waitFor()
    expect(await page.locator('main').getByText('区水务局').count()).toBeGreaterThan(0)
    expect(faults).toEqual([])
  })

  test('a chair is asked for the authenticator, and a code is good once', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    const code = await committee.codeOf('chair')
    const { userName, password } = (await committee.side.people.credentials())['chair']!
    const enter = async () => {
      await page.goto('/sign-in?to=%2Fproposals')
      await page.getByLabel('账号').fill(userName)
      await page.getByLabel('密码').fill(password)
      await page.getByRole('button', { name: '登录', exact: true }).click()
      await page.getByLabel('动态验证码').fill(code)
      await page.keyboard.press('Enter')
    }

    await enter()
    await page.waitForURL('**/proposals')
    await page.context().clearCookies()
    await enter()

    await page.getByRole('alert').waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect(faults).toEqual([])
  })

  test('five wrong passwords lock a name, also for the right one, and say until when', async () => {
    await using opened = await openPage(browser, committee.url, PHONE)
    const { page } = opened
    const { userName, password } = (await committee.side.people.credentials())['analyst']!
    const enter = async (typed: string) => {
      await page.getByLabel('密码').fill(typed)
      const answered = page.waitForResponse((response) => response.url().endsWith('/identity/sign-in'))
      await page.getByRole('button', { name: '登录', exact: true }).click()
      return (await answered).status()
    }
    await page.goto('/sign-in')
    await page.getByLabel('账号').fill(userName)

    for (let n = 0; n < 5; n += 1) expect(await enter(`wrong-${n}`)).toBe(401)

    expect(await enter(password)).toBe(429)
    await page.getByRole('alert').getByText('15分钟').waitFor()
  })

  test('a stopped account is out with its next request', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page } = opened
    await committee.signIn(page, 'reviewer', '/proposals')
    await page.getByText('共查询到').first().waitFor()
    const accounts = await committee.side.as('operator').ask(identity.Accounts, { text: 'reviewer' })
    const { accountId } = accounts.items.find(({ userName }) => userName === 'reviewer')!

    await committee.side.as('operator').send(identity.StopAccount, { accountId, reason: '离岗' })

    await page.reload()
    await page.getByLabel('密码').waitFor()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
  })
})
