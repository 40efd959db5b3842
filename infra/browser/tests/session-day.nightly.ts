import { consultations as c } from '@lianxie/contracts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { givenSession, type GivenSession, moveClock } from '../src/session-given.ts'

const TITLE = '水体联保共治专题协商会'
const HALL = { viewport: { width: 1280, height: 720 } }

describe.skipIf(!hasBrowser)('the day of a session, and what comes of it', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser
  let given: GivenSession

  beforeAll(async () => {
    committee = life.use(await startCommittee())
    browser = await openBrowser()
    life.defer(() => browser.close())
    given = await givenSession(committee, TITLE)
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test(
    'a timed speech is seen in the hall and stands in the minutes, which a member answers',
    { timeout: 240_000 },
    async () => {
      const { sessionId, member, other, unit, ahead } = given
      const staff = committee.side.as('consultation')
      await using desk = await openPage(browser, committee.url)
      const { page } = desk
      await page.clock.setSystemTime(new Date(Date.now() + ahead))
      await committee.signIn(page, 'consultation', `/consultations/sessions/${sessionId}`)
      const { code } = await staff.ask(c.CheckInCode, { sessionId })

      // 签到
      await using own = await openPage(browser, committee.url, PHONE)
      await committee.signIn(own.page, 'member', `/m/meetings/${sessionId}`)
      await own.page.goto(`/m/meetings/${sessionId}?code=${code}`)
      await own.page.getByRole('button', { name: '确认签到' }).click()
      await own.page.getByText('签到成功，请入座。').waitFor()

      // 大屏
      await using hall = await openPage(browser, committee.url, HALL)
      await committee.signIn(hall.page, 'office', `/consultations/sessions/${sessionId}/hall`)
      await hall.page.getByText('会议即将开始').waitFor()
      expect(await hall.page.locator('.hallnames li').count()).toBe(24)

      // 议程、发言
      await page.getByRole('button', { name: '下一项' }).click()
      await hall.page.getByRole('heading', { name: '通报水体联保共治情况' }).waitFor()
      for (const name of [member.name, other.name]) {
        await page.getByRole('button', { name: '加入发言名单' }).click()
        await page.getByLabel('发言委员').selectOption(name)
        await page.getByLabel('发言题目').fill('关于界河治理')
        await page.getByRole('button', { name: '加入名单' }).click()
        await page.getByRole('button', { name: `把 ${name} 移出发言名单` }).waitFor()
      }
      await page.getByRole('region', { name: '会场', exact: true }).focus()
      await page.keyboard.press('s')
      await page.getByRole('button', { name: '结束发言' }).waitFor()
      await hall.page.locator('.spk').getByText(member.name).waitFor()
      expect(await cutOff(hall.page)).toEqual([])
      await hall.page.setViewportSize({ width: 1920, height: 1080 })
      expect(await cutOff(hall.page)).toEqual([])
      expect(await axeFindings(hall.page)).toEqual([])
      expect(await axeFindings(page)).toEqual([])
      await page.keyboard.press('s')
      await page
        .getByRole('button', { name: `${other.name} 开始发言` })
        .first()
        .waitFor()

      // 承诺
      await page.getByRole('button', { name: '登记提问' }).click()
      await page.getByRole('combobox', { name: '单位', exact: true }).selectOption(unit.name)
      await page.getByLabel('问题').fill('太浦河沿岸排口何时整治完成？')
      await page.getByRole('button', { name: '确认登记提问' }).click()
      await page.getByRole('button', { name: `登记答复 ${unit.name}` }).click()
      await page.getByLabel('答复内容').fill('6月底前完成。')
      await page.getByRole('button', { name: '确认登记答复' }).click()
      await page.getByRole('button', { name: `登记承诺 ${unit.name}` }).click()
      await page.getByLabel('完成期限').fill(dayIn(60))
      await page.getByRole('button', { name: '确认登记承诺' }).click()
      await hall.page.getByText('当场承诺 1 项').waitFor()

      // 断线：大屏说明是何时的情况，恢复后自己更新。
      await hall.page.context().setOffline(true)
      await hall.page.getByText(/连接中断，以上是/).waitFor({ timeout: 30_000 })
      await page.getByRole('button', { name: '下一项' }).click()
      await hall.page.context().setOffline(false)
      await hall.page.getByText(/连接中断/).waitFor({ state: 'detached' })
      await hall.page.getByRole('heading', { name: '委员发言' }).waitFor()

      // 召开、纪要
      const now = Date.now() + ahead - 5_000
      await staff.send(c.HoldSession, {
        sessionId,
        startedAt: new Date(now - 30 * 60_000).toISOString(),
        endedAt: new Date(now).toISOString(),
      })
      await page.getByRole('link', { name: '纪要：未起草' }).click()
      await page.getByRole('button', { name: '起草纪要' }).click()
      const text = page.getByLabel('纪要正文')
      expect(await text.inputValue()).toMatch(
        /应到 24 人，实到 21 人[\s\S]*关于界河治理[\s\S]*太浦河沿岸排口[\s\S]*6月底前完成/,
      )
      await page.getByRole('button', { name: '确认起草纪要' }).click()
      await page.getByRole('button', { name: '印送征求意见' }).click()
      await page.getByRole('button', { name: '确认印送征求意见' }).click()
      await page.getByText('未回复：21 人、1 个单位').waitFor()

      await own.page.goto('/m')
      await own.page.getByRole('link', { name: '阅读并回复纪要' }).click()
      await own.page.getByRole('button', { name: '提出异议' }).click()
      await own.page.getByLabel('异议内容').fill('请补充我的发言要点。')
      await own.page.getByRole('button', { name: '提交异议' }).click()
      await own.page.getByText('您已对这一版提出异议').waitFor()
      await page.getByText('请补充我的发言要点。').waitFor()
      expect(await axeFindings(page)).toEqual([])
      expect(await axeFindings(own.page)).toEqual([])
      await page.getByRole('button', { name: '修改纪要' }).click()
      await text.fill(`${await text.inputValue()}\n${member.name}：建议统一界河两岸监测标准。`)
      await page.getByRole('button', { name: '确认修改纪要' }).click()
      await page.getByRole('button', { name: '印送征求意见' }).click()
      await page.getByRole('button', { name: '确认印送征求意见' }).click()
      await own.page.getByRole('button', { name: '同意这一版' }).click()
      await own.page.getByText('您已同意这一版').waitFor()

      await using lead = await openPage(browser, committee.url)
      await committee.signIn(lead.page, 'chair', `/consultations/sessions/${sessionId}/minutes`)
      await lead.page.getByText('还有 20 人、1 个单位没有回复。').waitFor()
      expect(await lead.page.getByRole('button', { name: '审定纪要' }).count()).toBe(0)
      // The day for answers is over.
      given = { ...given, ahead: ahead + 5 * 86_400_000 }
      await moveClock(committee, given.ahead)
      await lead.page.clock.setSystemTime(new Date(Date.now() + given.ahead))
      await lead.page.reload()
      await lead.page.getByRole('button', { name: '审定纪要' }).click()
      await lead.page.getByRole('button', { name: '确认审定纪要' }).click()
      await lead.page.getByText('已审定纪要。').waitFor()

      const { versions } = await staff.ask(c.SessionMinutes, { sessionId })
      expect(versions).toMatchObject([
        { version: 2, answers: [{ participantId: member.id, answer: 'AGREED' }] },
        { version: 1, answers: [{ answer: 'OBJECTED', remark: '请补充我的发言要点。' }] },
      ])
      expect(versions[0]!.approvedAt).toBeDefined()
      const session = await staff.ask(c.SessionById, { sessionId })
      expect(session.speeches).toMatchObject([{ speakerId: member.id, title: '关于界河治理' }])
      expect(session.speeches[0]!.seconds).toBeGreaterThan(0)
      expect([...faultsOf(desk, hall, own, lead)]).toEqual([])
    },
  )

  test('an outcome goes to its adoption by a unit’s answer, and a promise is kept', { timeout: 240_000 }, async () => {
    const { itemId, unit, ahead } = given
    const staff = committee.side.as('consultation')
    await using desk = await openPage(browser, committee.url)
    const { page } = desk
    await page.clock.setSystemTime(new Date(Date.now() + ahead))
    await committee.signIn(page, 'office', `/consultations/items/${itemId}`)
    await page.getByRole('button', { name: '起草成果' }).click()
    await page.getByLabel('成果名称').fill('关于水体联保共治的建议案')
    await page.getByRole('textbox', { name: '意见建议' }).fill('建立界河联合巡查机制。\n统一两岸监测标准。')
    await page.getByLabel('办理单位').selectOption(unit.name)
    await page.getByRole('button', { name: '确认起草成果' }).click()
    await page.getByRole('link', { name: '关于水体联保共治的建议案' }).click()
    await page.waitForURL('**/consultations/outcomes/*')
    const outcomeId = page.url().split('/').at(-1)!
    await staff.ask(c.OutcomeById, { outcomeId })

    await using lead = await openPage(browser, committee.url)
    await lead.page.clock.setSystemTime(new Date(Date.now() + ahead))
    await committee.signIn(lead.page, 'chair', `/consultations/outcomes/${outcomeId}`)
    await lead.page.getByRole('button', { name: '审议通过' }).click()
    await lead.page.getByRole('button', { name: '确认审议通过' }).click()
    await lead.page.getByLabel('会议名称').and(lead.page.locator('[aria-invalid=true]')).waitFor()
    await lead.page.getByLabel('会议名称').fill('第三次主席会议')
    await lead.page.getByRole('button', { name: '确认审议通过' }).click()
    await page.getByRole('button', { name: '报送成果' }).click()
    await page.getByLabel('文号').fill('吴政协党组〔2026〕3号')
    await page.getByRole('button', { name: '确认报送成果' }).click()
    await lead.page.getByRole('button', { name: '登记批示' }).click()
    await lead.page.getByLabel('批示领导职务').fill('区长')
    await lead.page.getByLabel('批示内容').fill('请水务局研究吸纳。')
    await lead.page.getByRole('button', { name: '确认登记批示' }).click()
    await lead.page.getByText('已登记批示。').waitFor()

    // 单位反馈
    await using theirs = await openPage(browser, committee.url)
    await committee.signIn(theirs.page, 'unit', '/consultations/tasks')
    await theirs.page.getByRole('link', { name: '建立界河联合巡查机制。' }).waitFor()
    await theirs.page.getByRole('link', { name: '建立界河联合巡查机制。' }).click()
    await theirs.page.getByRole('button', { name: '阅读批示' }).click()
    await theirs.page.getByText('请水务局研究吸纳。').waitFor()
    const one = theirs.page.getByRole('listitem').filter({ hasText: '建立界河联合巡查机制。' })
    await one.getByRole('button', { name: '反馈采纳情况' }).click()
    await one.getByLabel('反馈内容').fill('已纳入全年计划。')
    await one.getByRole('button', { name: '确认反馈采纳情况' }).click()
    const two = theirs.page.getByRole('listitem').filter({ hasText: '统一两岸监测标准。' })
    await two.getByRole('button', { name: '反馈采纳情况' }).click()
    await two.getByText('部分采纳', { exact: true }).click()
    await two.getByLabel('反馈内容').fill('先统一总磷指标。')
    await two.getByRole('button', { name: '确认反馈采纳情况' }).click()
    await two.getByLabel(/^理由/).and(theirs.page.locator('[aria-invalid=true]')).waitFor()
    await two.getByLabel(/^理由/).fill('其余指标须省级部门确定。')
    await two.getByRole('button', { name: '确认反馈采纳情况' }).click()
    await page.getByText('其余指标须省级部门确定。').waitFor()
    expect(await axeFindings(page)).toEqual([])
    expect(await axeFindings(theirs.page)).toEqual([])
    await page.goto('/consultations/outcomes')
    await page.getByText(/已反馈 2 条：采纳 1 条、部分采纳 1 条/).waitFor()
    expect(await axeFindings(page)).toEqual([])

    // 承诺兑现
    await theirs.page.goto('/consultations/commitments')
    await theirs.page.getByRole('link', { name: '6月底前完成。' }).click()
    await theirs.page.getByRole('button', { name: '报告进展' }).click()
    await theirs.page.getByLabel('进展情况').fill('排口整治已完工。')
    await theirs.page.getByText('已经办结', { exact: true }).click()
    await theirs.page.getByRole('button', { name: '确认报告进展' }).click()
    await page.goto('/consultations/commitments')
    await page.getByRole('region', { name: '报告办结，待核实' }).getByRole('link', { name: '6月底前完成。' }).waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('link', { name: '6月底前完成。' }).click()
    await page.getByRole('button', { name: '销号', exact: true }).click()
    await page.getByLabel('核实结论').fill('现场核实，排口已全部整治。')
    await page.getByRole('button', { name: '确认销号' }).click()
    await page.getByText('销号结论：现场核实，排口已全部整治。').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.goto('/consultations/sessions')
    await page.getByRole('link', { name: TITLE }).waitFor()

    const told = await staff.ask(c.OutcomeById, { outcomeId })
    expect(told).toMatchObject({ state: 'ANSWERED', adoption: 'PARTLY_ADOPTED' })
    const promises = await staff.ask(c.Commitments, { itemId })
    expect(promises).toMatchObject({ counts: [{ state: 'CLOSED', count: 1 }], overdue: 0 })
    expect([...faultsOf(desk, lead, theirs)]).toEqual([])
  })
})

const faultsOf = (...opened: readonly { faults: readonly string[] }[]) => opened.flatMap(({ faults }) => faults)
const dayIn = (days: number) => new Date(Date.now() + (days * 24 + 8) * 3_600_000).toISOString().slice(0, 10)

/** Names of the hall that are not wholly in sight. */
const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.hallnames b')].flatMap((name) => {
      const { left, top, right, bottom } = name.getBoundingClientRect()
      const box = document.querySelector('.hallpres')!.getBoundingClientRect()
      const inside = left >= box.left && top >= box.top && right <= box.right && bottom <= box.bottom
      return inside && bottom <= innerHeight ? [] : [name.textContent ?? '']
    }),
  )
