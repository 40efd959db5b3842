import { codeAt } from '@lianxie/local/demo'
import decodeQR from 'qr/decode.js'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, DESK, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { newAccount } from '../src/new-account.ts'

const PASSWORD = 'Long-River-2026'

describe.skipIf(!hasBrowser)('the own account', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee())
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  const enter = async (page: Page, userName: string, password: string, to = '/') => {
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`)
    await page.getByLabel('账号').fill(userName)
    await page.getByLabel('密码').fill(password)
    await page.getByRole('button', { name: '登录', exact: true }).click()
  }
  const changePassword = async (page: Page, oneTime: string) => {
    await page.waitForURL('**/sign-in/password*')
    await page.getByLabel('一次性密码').fill(oneTime)
    await page.getByLabel('新密码', { exact: true }).fill(PASSWORD)
    await page.getByLabel('再输一次新密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
  }

  test('a new operator changes the one-time password, enrols an authenticator by the drawn code and goes on where they wanted', async () => {
    const { userName, oneTimePassword } = await newAccount(committee, 'duty-operator', ['OPS'])
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened

    await enter(page, userName, oneTimePassword, '/security')
    await changePassword(page, oneTimePassword)
    await page.waitForURL('**/sign-in/second-factor*')
    await page.getByLabel('当前密码').fill('not-the-password')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText('用户名或密码不正确').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByLabel('当前密码').fill(PASSWORD)
    await page.keyboard.press('Enter')
    const uri = new URL(await readQrCode(page))
    const secret = uri.searchParams.get('secret')!
    expect((await page.locator('.secret').textContent())!.replaceAll(' ', '')).toBe(secret)
    expect(await axeFindings(page)).toEqual([])
    // The field has the focus already: nobody needs a mouse here.
    await page.keyboard.type(await codeAt(secret, Math.floor(Date.now() / 30_000)))
    await page.keyboard.press('Enter')
    await page.getByRole('list', { name: '恢复码' }).waitFor()
    const codes = await page.getByRole('list', { name: '恢复码' }).getByRole('listitem').allTextContents()
    expect(new Set(codes).size).toBe(10)
    await page.getByRole('button', { name: '已存好，继续' }).click()
    await page.waitForURL('**/security')
    await page.getByText('已绑定身份验证器').waitFor()
    expect(faults).toEqual([])

    await page.context().clearCookies()
    await enter(page, userName, PASSWORD, '/security')
    await page.getByRole('button', { name: '身份验证器不在手边？改用恢复码' }).click()
    await page.getByLabel('恢复码').fill(codes[0]!)
    await page.keyboard.press('Enter')
    await page.waitForURL('**/security')
  })

  test('whoever holds two posts acts in one at a time, and in one that needs a second factor not before it is enrolled', async () => {
    const { userName, oneTimePassword } = await newAccount(committee, 'two-posts', ['STAFF_PROPOSAL', 'CHAIR'])
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    await enter(page, userName, oneTimePassword, '/security')
    await changePassword(page, oneTimePassword)
    await page.waitForURL('**/security')
    const answered = async () =>
      await page.evaluate(
        async () => (await fetch('/api/proposals/docket?limit=1')).json() as Promise<{ code?: string }>,
      )

    expect((await answered()).code).toBeUndefined()
    await page.getByRole('button', { name: '切换到 主席、副主席' }).click()
    await page.waitForURL('**/sign-in/second-factor*')
    expect((await answered()).code).toBe('second_factor.needed')
    await page.getByRole('link', { name: '改用其他职务' }).click()
    await page.getByRole('button', { name: '切换到 提案委工作人员' }).click()
    await page.waitForURL('**/home')

    expect((await answered()).code).toBeUndefined()
    expect(faults).toEqual([])
  })

  test('signed in on the phone too, one sees both and ends the other, which is out with its next request', async () => {
    const { userName, oneTimePassword } = await newAccount(committee, 'two-devices', ['STAFF_INFO'])
    await using desk = await openPage(browser, committee.url, DESK)
    await using phone = await openPage(browser, committee.url, PHONE)
    await enter(desk.page, userName, oneTimePassword, '/security')
    await changePassword(desk.page, oneTimePassword)
    await desk.page.getByText('没有在其他设备上登录。').waitFor()
    await enter(phone.page, userName, PASSWORD, '/m/me')
    await phone.page.getByRole('heading', { name: '登录设备' }).waitFor()
    await desk.page.reload()
    await desk.page.getByRole('button', { name: '结束登录' }).click()
    await desk.page.getByText('没有在其他设备上登录。').waitFor()
    // No reload: the page itself finds out with what it asks next.
    await phone.page.getByRole('button', { name: '修改密码' }).click()
    await phone.page.getByLabel('当前密码').fill(PASSWORD)
    await phone.page.getByLabel('新密码', { exact: true }).fill('Another-River-27')
    await phone.page.getByLabel('再输一次新密码').fill('Another-River-27')
    await phone.page.keyboard.press('Enter')

    await phone.page.waitForURL('**/sign-in?to=*')
    expect([...desk.faults, ...phone.faults]).toEqual([])
  })
})

/** What a telephone reads from the code as the page has drawn it. */
async function readQrCode(page: Page): Promise<string> {
  const code = page.getByRole('img', { name: '绑定身份验证器的二维码' })
  const [box, dark] = await Promise.all([code.getAttribute('viewBox'), code.locator('path').last().getAttribute('d')])
  const side = Number(box!.split(' ')[2])
  const scale = 4
  const width = side * scale
  const data = new Uint8Array(width * width * 4).fill(255)
  for (const [, x, y] of dark!.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let row = 0; row < scale; row += 1) {
      for (let column = 0; column < scale; column += 1) {
        const at = ((Number(y) * scale + row) * width + Number(x) * scale + column) * 4
        data.fill(0, at, at + 3)
      }
    }
  }
  return decodeQR({ width, height: width, data })
}
