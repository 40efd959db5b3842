import { directory, notices as n, proposals as p, supervision as s } from '@lianxie/contracts'
import { whomOf } from '@lianxie/local/demo'
import { type MailServer, type RobotServer, startMailServer, startRobotServer } from '@lianxie/notices/testing'
import type { Browser, Page } from 'playwright-core'
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

  test('a tab hears of changes by one connection, on whichever page', { timeout: 60_000 }, async () => {
    await using phone = await openPage(browser, committee.url, PHONE)
    const { page, faults } = phone
    page.setDefaultTimeout(15_000)
    const open = connectionsOf(page)
    await committee.signIn(page, 'member', '/m')
    await page.getByRole('heading', { level: 1 }).waitFor()
    const { items } = await committee.side.as('member').ask(p.MyProposals, { limit: 1 })

    for (const path of ['消息', '首页']) {
      await page.getByRole('navigation').getByRole('link', { name: path }).first().click()
      await expect.poll(() => open.size, { timeout: 10_000 }).toBe(1)
    }
    await page.locator(`a[href="/m/proposals/${items[0]!.proposalId}"]`).first().click()
    await expect
      .poll(() => [...open].map((url) => url.includes(items[0]!.proposalId)), { timeout: 10_000 })
      .toEqual([true])

    expect(faults).toEqual([])
  })

  test('the first page of a clerk asks for nothing that is refused', { timeout: 60_000 }, async () => {
    await using phone = await openPage(browser, committee.url, PHONE)
    const { page, faults } = phone
    page.setDefaultTimeout(15_000)
    const refused: string[] = []
    await committee.signIn(page, 'clerk', '/m')
    page.on('response', (response) => {
      if (response.url().includes('/api/') && response.status() >= 400) refused.push(response.url())
    })
    const answered = page.waitForResponse(/\/proposals\/mine/)
    await page.reload()
    await answered
    await page.getByRole('link', { name: '写提案' }).first().waitFor()

    expect(refused).toEqual([])
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

/** The connections by which a page hears of changes, as long as they stand. */
function connectionsOf(page: Page): Set<string> {
  const open = new Set<string>()
  const isOne = (url: string) => new URL(url).pathname === '/changes'
  page.on('request', (request) => isOne(request.url()) && open.add(request.url()))
  page.on('requestfailed', (request) => isOne(request.url()) && open.delete(request.url()))
  page.on('requestfinished', (request) => isOne(request.url()) && open.delete(request.url()))
  return open
}

describe.skipIf(!hasBrowser)('the ways by which notices go out', () => {
  const life = new AsyncDisposableStack()
  let mail: MailServer
  let robots: RobotServer
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    mail = life.use(await startMailServer())
    robots = life.use(await startRobotServer())
    const server = { host: '127.0.0.1', port: mail.port, security: 'none', from: '联协 <lianxie@wujiang.example>' }
    const notices = { mail: server, robotHosts: [robots.host], robotsByHttp: true }
    committee = life.use(await startCommittee({ notices }))
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test(
    'a member gives an address, confirms it by its code, chooses a digest, and removes it',
    { timeout: 60_000 },
    async () => {
      await using phone = await openPage(browser, committee.url, PHONE)
      const { page, faults } = phone
      page.setDefaultTimeout(15_000)
      await committee.signIn(page, 'member', '/m/messages/choices')
      await page.getByLabel('邮箱地址').fill('member@example.org')
      await page.getByRole('button', { name: '发送验证码' }).click()
      await page.getByText('验证码已发往 member@example.org。').waitFor()
      await page.getByLabel('验证码').fill('AAAA2222')
      await page.getByRole('button', { name: '确认', exact: true }).click()
      await page.getByText('验证码不正确').waitFor()
      await expect.poll(() => mail.lettersTo('member@example.org').length, { timeout: 15_000 }).toBe(1)
      const [letter] = mail.lettersTo('member@example.org')
      await page.getByLabel('验证码').fill(/验证码：(\w{4} \w{4})/.exec(letter!.text)![1]!)
      await page.getByRole('button', { name: '确认', exact: true }).click()
      await page.getByText('通知发送到').waitFor()
      await page.getByLabel('邮件：有提案邀请您附议').uncheck()
      await page.getByLabel('邮件何时发送').selectOption('8')
      await page.getByRole('button', { name: '保存', exact: true }).click()
      await page.getByText('已保存。').waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.reload()

      expect(await page.getByLabel('邮件何时发送').inputValue()).toBe('8')
      expect(await page.getByLabel('邮件：有提案邀请您附议').isChecked()).toBe(false)
      await page.getByRole('button', { name: '删除邮箱' }).click()
      await page.getByLabel('邮箱地址').waitFor()
      expect(faults).toEqual([])
    },
  )

  test('a unit names its own robot, which says hello, and takes it away', { timeout: 60_000 }, async () => {
    await using desk = await openPage(browser, committee.url)
    const { page, faults } = desk
    page.setDefaultTimeout(15_000)
    await committee.signIn(page, 'unit', '/notices/choices')
    await page.getByRole('button', { name: '添加群机器人' }).click()
    await page.getByText('钉钉', { exact: true }).click()
    await page.getByLabel('Webhook 地址').fill(robots.url('DINGTALK'))
    await page.getByLabel('加签密钥').fill('SEC1234567890abcdef')
    await page.getByRole('button', { name: '保存并试发' }).click()
    await page.getByText(/钉钉机器人，.* 接入。/).waitFor()
    await expect
      .poll(() => robots.called.map(({ path }) => path.includes('sign=')), { timeout: 15_000 })
      .toEqual([true])
    await page.getByRole('button', { name: '删除', exact: true }).click()
    await page.getByText('在企业微信或钉钉的群里添加机器人').waitFor()

    expect(robots.called[0]!.body.markdown.text).toContain('群机器人已接入')
    expect(faults).toEqual([])
  })

  test(
    'the office names a robot of its own, sees what was sent, sends again what was refused, and takes it away',
    { timeout: 90_000 },
    async () => {
      await using desk = await openPage(browser, committee.url)
      const { page, faults } = desk
      page.setDefaultTimeout(15_000)
      await committee.signIn(page, 'office', '/notices/channels')
      const before = robots.called.length
      robots.answers.push({ body: '{"errcode":93000,"errmsg":"invalid webhook url"}' })
      await page.getByRole('button', { name: '添加群机器人' }).click()
      const form = page.getByRole('dialog')
      await form.getByLabel('Webhook 地址').fill(robots.url('WECOM'))
      await form.getByLabel('名称').fill('机关工作群')
      await form.getByLabel('参会邀请撤回').check()
      await form.getByRole('button', { name: '保存并试发' }).click()
      await page.getByRole('button', { name: '调整：机关工作群' }).waitFor()
      await expect.poll(() => robots.called.length, { timeout: 15_000 }).toBe(before + 1)
      await page.reload()
      await page.getByText('被拒收', { exact: true }).first().waitFor()
      await page.getByText('对方答复 errcode 93000').waitFor()
      expect(await axeFindings(page)).toEqual([])
      await page.getByRole('button', { name: /^重新发送/ }).click()
      await expect.poll(() => robots.called.length, { timeout: 15_000 }).toBe(before + 2)
      await page.getByRole('button', { name: '调整：机关工作群' }).click()
      await page.getByRole('dialog').getByLabel('答复未予会签').check()
      await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click()
      await page.getByText('参会邀请撤回、答复未予会签').waitFor()
      await page.getByRole('button', { name: '删除：机关工作群' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '删除', exact: true }).click()
      await page.getByText('还没有机关群机器人').waitFor()

      expect(faults).toEqual([])
    },
  )
})
