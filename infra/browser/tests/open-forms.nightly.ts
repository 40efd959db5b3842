import { consultations as c } from '@lianxie/contracts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, DESK, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { givenSession, holdSession } from '../src/session-given.ts'

const OBJECTION = '第二段把太浦河写成了吴淞江。'

describe.skipIf(!hasBrowser)('a form that is open while others act', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser
  let sessionId: string
  let ahead: number

  beforeAll(async () => {
    committee = life.use(await startCommittee())
    browser = await openBrowser()
    life.defer(() => browser.close())
    const given = await givenSession(committee, '水体联保共治专题协商会')
    sessionId = given.sessionId
    ahead = given.ahead
    const entries = [{ participantId: given.member.id, attendance: 'PRESENT' as const }]
    await committee.side.as('consultation').send(c.RecordAttendance, { sessionId, entries })
    await holdSession(committee, given)
    await write('会议通报了水体联保共治情况。')
    await circulate()
  }, 180_000)
  afterAll(() => life.disposeAsync())

  const write = (text: string) => committee.side.as('consultation').send(c.DraftMinutes, { sessionId, text })
  const circulate = () =>
    committee.side.as('consultation').send(c.CirculateMinutes, {
      sessionId,
      answerBy: new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10),
    })

  test(
    'an objection stays while the minutes are rewritten, and says what has become of them',
    { timeout: 45_000 },
    async () => {
      await using phone = await openPage(browser, committee.url, PHONE)
      const { page, faults } = phone
      await committee.signIn(page, 'member', `/m/meetings/${sessionId}/minutes`)
      await page.getByRole('button', { name: '提出异议' }).click()
      const remark = page.getByLabel('异议内容')
      await remark.fill(OBJECTION)

      await write('会议通报了水体联保共治情况，委员作了发言。')
      await page.getByText('您填写的内容还在，可以复制留用').waitFor()
      expect(await remark.inputValue()).toBe(OBJECTION)
      expect(await page.getByRole('button', { name: '提交异议' }).count()).toBe(0)
      expect(await axeFindings(page)).toEqual([])
      await circulate()
      await page.getByText('您的异议写的是第 1 版，纪要现在是第 2 版。').waitFor()
      expect(await remark.inputValue()).toBe(OBJECTION)
      await page.getByRole('button', { name: '放弃填写的内容' }).click()
      await page.getByRole('button', { name: '同意这一版' }).click()
      await page.getByText('您已同意这一版').waitFor()

      const { versions } = await committee.side.as('office').ask(c.SessionMinutes, { sessionId })
      expect(versions.map(({ version, answers }) => [version, answers.length])).toEqual([
        [2, 1],
        [1, 0],
      ])
      expect(faults).toEqual([])
    },
  )

  test('what is typed about one thing never stands in the form of another', { timeout: 45_000 }, async () => {
    const { items } = await committee.side.as('office').ask(c.PlanItems, { year: 2022, limit: 2 })
    const [first, second] = items.map(({ itemId }) => `/consultations/items/${itemId}`)
    await using desk = await openPage(browser, committee.url, DESK)
    const { page, faults } = desk
    await committee.signIn(page, 'office', '/consultations')
    // As a link leads there: without reading the page anew.
    const go = (path: string) => page.evaluate((to) => history.pushState({}, '', to), path)
    await go(first!)
    await page.getByRole('button', { name: '排定会议' }).click()
    await page.getByLabel('会议名称').fill('只属于第一个事项的会议')

    await go(second!)
    await page.getByLabel('会议名称').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: '排定会议' }).click()
    expect(await page.getByLabel('会议名称').inputValue()).toBe(items[1]!.topic)
    expect(faults).toEqual([])
  })

  test('minutes that two rewrite are asked about before one text covers the other', { timeout: 45_000 }, async () => {
    await using desk = await openPage(browser, committee.url, DESK)
    const { page, faults } = desk
    await committee.signIn(page, 'office', `/consultations/sessions/${sessionId}/minutes`)
    await page.getByRole('button', { name: '修改纪要' }).click()
    await page.getByLabel('纪要正文').fill('我的一稿。')

    await write('同事的一稿。')
    await page.getByRole('article').getByText('同事的一稿。').waitFor()
    expect(await page.getByLabel('纪要正文').inputValue()).toBe('我的一稿。')
    await page.getByRole('button', { name: '确认修改纪要' }).click()
    const dialog = page.getByRole('dialog', { name: '同时修改：纪要正文' })
    await dialog.getByText('同事的一稿。').waitFor()
    await dialog.getByRole('button', { name: '用我的' }).click()
    await page.getByRole('button', { name: '确认修改纪要' }).click()
    await page.getByText('已修改纪要。').waitFor()

    const { versions } = await committee.side.as('office').ask(c.SessionMinutes, { sessionId })
    expect(versions.slice(0, 2).map(({ text }) => text)).toEqual(['我的一稿。', '同事的一稿。'])
    expect(faults).toEqual([])
  })
  test(
    'what is typed about the next speaker stays when the session is recorded as held',
    { timeout: 60_000 },
    async () => {
      const given = await givenSession(committee, '水环境治理月度协商会', ahead)
      await using desk = await openPage(browser, committee.url, DESK)
      const { page, faults } = desk
      await committee.signIn(page, 'office', `/consultations/sessions/${given.sessionId}`)
      await page.getByRole('button', { name: '加入发言名单' }).click()
      const title = page.getByLabel('发言题目')
      await title.fill('关于界河联合巡查的建议')

      await holdSession(committee, given)
      await page.getByText('您填写的内容还在，可以复制留用').waitFor()

      expect(await title.inputValue()).toBe('关于界河联合巡查的建议')
      expect(await page.getByRole('button', { name: '加入名单', exact: true }).count()).toBe(0)
      expect(await axeFindings(page)).toEqual([])
      await page.getByRole('button', { name: '放弃填写的内容' }).click()
      await page.getByRole('region', { name: '会场' }).waitFor({ state: 'detached' })
      expect(faults).toEqual([])
    },
  )
})
