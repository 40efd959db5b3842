import { readFile } from 'node:fs/promises'
import { identity } from '@lianxie/contracts'
import { startProvider, type TestProvider } from '@lianxie/identity/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, hasBrowser, openBrowser, openPage } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { newAccount } from '../src/new-account.ts'

const SUBJECT = 'suzhou-4711'

describe.skipIf(!hasBrowser)('signing in by another way, and programs', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let provider: TestProvider
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(
      await startCommittee({
        provider: async (callback) => {
          provider = life.use(await startProvider(callback))
          const { discoveryUrl, clientId, clientSecret } = provider
          return { discoveryUrl, clientId, clientSecret }
        },
      }),
    )
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)

  afterAll(() => life.disposeAsync())

  const goThere = async (page: Page, to: string) => {
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`)
    await page.getByRole('button', { name: '用统一身份认证登录' }).click()
  }

  test('whom an operator has linked signs in at the provider, and lands where they wanted', async () => {
    const { accountId } = await newAccount(committee, 'sso-person', ['STAFF_INFO'])
    await using operating = await openPage(browser, committee.url)
    await committee.signIn(operating.page, 'operator', `/accounts/${accountId}`)
    await operating.page.getByRole('button', { name: '关联统一身份认证' }).click()
    const linking = operating.page.getByRole('dialog', { name: '关联统一身份认证' })
    await linking.getByRole('button', { name: '关联统一身份认证' }).click()
    await linking.getByText('请填写统一身份认证中的标识。').waitFor()
    await linking.getByLabel('统一身份认证中的标识').fill(SUBJECT)
    await linking.getByRole('button', { name: '关联统一身份认证' }).click()
    await operating.page.getByText('已关联统一身份认证').waitFor()
    // Whoever can now be this person is confirmed by a second one.
    const approver = committee.side.as('approver')
    const { items } = await approver.ask(identity.RoleGrants, { state: ['PROPOSED'], limit: 10 })
    await approver.send(identity.ApproveRoleGrant, { grantIds: items.map(({ grantId }) => grantId) })

    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    provider.nextSubject(SUBJECT)
    await goThere(page, '/directory')
    await page.getByRole('heading', { name: '委员', level: 1 }).waitFor()

    expect(new URL(page.url()).pathname).toBe('/directory')
    expect(provider.asked.at(-1)!.get('code_challenge_method')).toBe('S256')
    expect([...faults, ...operating.faults]).toEqual([])
  })

  test('whom nobody has linked is told so, and may try another way', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    provider.nextSubject('somebody-else')

    await goThere(page, '/directory')
    await page.waitForURL(/\/sign-in\?.*sso=refused/)
    await page.getByText('统一身份认证没有让您登录').waitFor()

    expect(await axeFindings(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('a program is registered by one operator, approved by another, and its secret is taken once', async () => {
    await using one = await openPage(browser, committee.url)
    await committee.signIn(one.page, 'operator', '/accounts/programs')
    await one.page.getByRole('button', { name: '登记服务账号' }).click()
    const registering = one.page.getByRole('dialog', { name: '登记服务账号' })
    await registering.getByLabel('用途').fill('annual-report')
    await registering.getByLabel('提案 读取').check()
    await registering.getByLabel('原因').fill('年度报告取数')
    await registering.getByRole('button', { name: '登记服务账号' }).click()
    await one.page.getByText('由您登记，须由另一人批准').waitFor()

    await using other = await openPage(browser, committee.url)
    await committee.signIn(other.page, 'approver', '/accounts/programs')
    await other.page.getByRole('button', { name: '批准 annual-report' }).click()
    await other.page.getByRole('button', { name: '更换密钥 annual-report' }).click()
    const download = other.page.waitForEvent('download')
    await other.page.getByRole('button', { name: '下载密钥（仅一次）' }).click()
    const text = await readFile(await (await download).path(), 'utf8')
    await other.page.getByText('已下载').waitFor()
    const findings = await axeFindings(other.page)
    await one.page.reload()
    await one.page.getByRole('button', { name: '停用 annual-report' }).click()
    const stopping = one.page.getByRole('dialog', { name: '停用' })
    await stopping.getByLabel('原因').fill('不再需要')
    await stopping.getByRole('button', { name: '停用' }).click()
    await one.page.getByText('已停用').waitFor()

    expect(text.length).toBeGreaterThan(20)
    expect(findings).toEqual([])
    expect([...one.faults, ...other.faults]).toEqual([])
  })
})
