import { directory, notices as n, supervision as s } from '@lianxie/contracts'
import { whomOf } from '@lianxie/local/demo'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'

describe.skipIf(!hasBrowser)('a notice', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee({ proposals: true }))
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test(
    'arrives on the phone while it is looked at, opens what it is about, and is read',
    { timeout: 60_000 },
    async () => {
      await using phone = await openPage(browser, committee.url, PHONE)
      const { page, faults } = phone
      page.setDefaultTimeout(15_000)
      await committee.signIn(page, 'member', '/m/messages')
      await page.getByRole('heading', { name: '消息', level: 1 }).waitFor()
      const readAll = page.getByRole('button', { name: '全部标为已读' })
      await readAll.click()
      await readAll.waitFor({ state: 'detached' })

      const ballotId = await openBallot()
      const notice = page.getByRole('link', { name: /无记名投票，请到场领票/ })
      await notice.waitFor()
      await page.getByRole('navigation').getByText('消息，1 条未读').waitFor()
      expect(await axeFindings(page)).toEqual([])
      await notice.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(`**/m/ballots/${ballotId}`)
      await page.getByText('消息，1 条未读').waitFor({ state: 'detached' })

      await page.goto('/m/messages?show=unread')
      await page.getByText('没有未读消息').waitFor()
      // What a mail leads to.
      const { items } = await committee.side.as('member').ask(n.Notices, { limit: 50 })
      const filed = items.find(({ kind }) => kind === 'PROPOSAL_FILED')!
      await page.goto(`/m/messages/${filed.noticeId}`)
      await page.waitForURL(`**/m/proposals/${filed.thing.id}*`)
      expect(faults).toEqual([])
    },
  )

  test('what is sent is chosen on the page, and a wrong address stands at its field', { timeout: 60_000 }, async () => {
    await using desk = await openPage(browser, committee.url)
    const { page, faults } = desk
    page.setDefaultTimeout(15_000)
    await committee.signIn(page, 'unit', '/notices')
    await page.getByRole('link', { name: '通知设置' }).first().click()
    await page.waitForURL('**/notices/choices')
    await page.getByText('本单位尚未配置邮件服务器').waitFor()
    await page.getByLabel('群消息：提案被催办').uncheck()
    await page.getByLabel('免打扰从').selectOption('22')
    await page.getByRole('button', { name: '保存', exact: true }).click()
    await page.getByText('已保存。').waitFor()
    await page.getByRole('button', { name: '添加群机器人' }).click()
    await page.getByLabel('Webhook 地址').fill('https://example.org/cgi-bin/webhook/send?key=12345678')
    await page.getByRole('button', { name: '保存并试发' }).click()
    await page.getByLabel('Webhook 地址').and(page.locator('[aria-invalid=true]')).waitFor()
    await page.getByText('该地址不在允许的范围内').waitFor()
    await page.reload()

    expect(await page.getByLabel('群消息：提案被催办').isChecked()).toBe(false)
    expect(await page.getByLabel('群消息：提案交办').isChecked()).toBe(true)
    expect(await page.getByLabel('免打扰从').inputValue()).toBe('22')
    expect(faults).toEqual([])
  })

  /** The office opens a secret ballot for the member, as soon as supervision knows that there is one. */
  async function openBallot(): Promise<string> {
    const { side } = committee
    const { member } = await whomOf(side)
    const { items } = await side.as('office').ask(directory.Members, { limit: 5 })
    const memberIds = [...new Set([member!.member!, ...items.map(({ memberId }) => memberId)])]
    for (const end = Date.now() + 20_000; ;) {
      try {
        const ballot = { title: '对委员视察工作的评议', questions: QUESTIONS, memberIds }
        const { events } = await side.as('consultation').send(s.OpenBallot, ballot)
        return (events.find(({ type }) => type === s.BallotOpened.type)!.data as { ballotId: string }).ballotId
      } catch (error) {
        if ((error as { code?: string }).code !== 'supervision.unknown_member' || Date.now() > end) throw error
        await new Promise((done) => setTimeout(done, 250))
      }
    }
  }
})

const options = ['满意', '基本满意', '不满意'].map((label, at) => ({ code: `OPTION_${'ABC'[at]!}`, label }))
const QUESTIONS = [{ text: '视察组织', options }]
