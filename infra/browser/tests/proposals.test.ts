import { proposals as c } from '@lianxie/contracts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, DESK, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { enrol } from '../src/enrol.ts'

const SUBJECT = '关于在老旧小区增设非机动车充电设施的建议'

describe.skipIf(!hasBrowser)('a proposal from draft to rating', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee({ proposals: true }))
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  const as = async (name: string, to: string, options = DESK) => {
    const opened = await openPage(browser, committee.url, options)
    opened.page.setDefaultTimeout(10_000)
    await committee.signIn(opened.page, name, to)
    return opened
  }

  test(
    'four people take it from the phone of a member to the rating of its handling',
    { timeout: 90_000 },
    async () => {
      const proposalId = await writes()
      await reviews(proposalId)
      await handles(proposalId)
      await rates(proposalId)

      const told = await committee.side.as('proposal').ask(c.CaseFeedback, { proposalId })
      expect(told.replies[0]!.formList.map(({ result }) => result)).toEqual(['BASICALLY_SATISFIED'])
    },
  )

  test(
    'what a member tells of pressure waits for the office on its first page, and its finding is read by the member',
    { timeout: 45_000 },
    async () => {
      const member = committee.side.as('member')
      const { items } = await member.ask(c.MyProposals, { limit: 20 })
      const { proposalId } = items.find(({ state }) => state === 'FEEDBACK_PENDING' || state === 'CLOSED') ?? items[0]!
      await member.send(c.ReportPressure, { proposalId, text: '经办人员来电要求改为满意。' })

      await using office = await as('proposal', '/home')
      const { page, faults } = office
      await page.getByRole('listitem').filter({ hasText: '待核查反映' }).getByRole('link').click()
      await page.getByRole('button', { name: '登记核查结论' }).click()
      const settling = dialogOf(page, '登记核查结论')
      await settling.getByRole('button', { name: '登记核查结论' }).click()
      await settling.getByText(/^请填写核查情况/).waitFor()
      await settling.getByRole('radio', { name: '属实', exact: true }).check()
      await settling.getByLabel('核查情况和处理意见').fill('已约谈该单位，评价以委员本人为准。')
      await settling.getByRole('button', { name: '登记核查结论' }).click()
      await page.getByText('没有待核查的反映').waitFor()

      const [report] = (await member.ask(c.PressureReports, { proposalId })).items
      expect(report).toMatchObject({ outcome: 'CONFIRMED', opinion: '已约谈该单位，评价以委员本人为准。' })
      expect(await axeFindings(page)).toEqual([])
      expect(faults).toEqual([])
    },
  )

  test('each number of the statistics opens as many proposals as it counts', { timeout: 45_000 }, async () => {
    await using office = await as('proposal', '/proposals/statistics')
    const { page, faults } = office
    const figures = page.getByRole('table', { name: '主要指标' })
    const filed = figures.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '立案', exact: true }) })

    const number = Number(await filed.getByRole('link').innerText())
    const share = await filed.getByRole('cell').last().innerText()

    await filed.getByRole('link').click()

    await page.getByText('正在显示统计数字对应的提案').waitFor()
    expect(number).toBeGreaterThan(0)
    expect(share).toMatch(new RegExp(`^${number}/\\d+（[\\d.]+%）$`))
    await expect.poll(() => page.locator('tbody tr').count()).toBe(number)
    expect(faults).toEqual([])
  })

  /** A member writes on the phone, by keyboard alone: what was typed is saved, what is secret is refused at its field. */
  async function writes(): Promise<string> {
    await using opened = await as('member', '/m/proposals/new', PHONE)
    const { page, faults } = opened
    await page.getByLabel('案由').focus()
    await page.keyboard.type(SUBJECT)
    await page.keyboard.press('Tab')
    await page.keyboard.insertText('【机密】小区内电动自行车入户充电较多。')
    await page.getByText('不得录入本系统').waitFor()
    await page.keyboard.press('Control+A')
    await page.keyboard.insertText('小区内电动自行车数量增加，入户充电、飞线充电较多，存在消防隐患。')
    await page.getByLabel('建议 1').focus()
    await page.keyboard.insertText('由水务和住建部门结合管网改造，同步增设集中充电棚。')
    await page.getByText('已自动保存').waitFor()
    await page.getByRole('complementary', { name: '相近提案' }).waitFor()
    const proposalId = new URL(page.url()).searchParams.get('id')!

    await page.getByLabel('联系电话').fill('000-00000000')
    await page.getByRole('button', { name: '提交提案' }).focus()
    await page.keyboard.press('Enter')

    await page.waitForURL(`**/m/proposals/${proposalId}`)
    await page.getByText('等提案委审查').waitFor()
    expect(faults).toEqual([])
    return proposalId
  }

  /** Two of the office review it, file it, and record to which unit the supervision office assigned it. */
  async function reviews(proposalId: string): Promise<void> {
    await using first = await as('proposal', `/proposals/${proposalId}`)
    const desk = acting(first.page)
    await desk.press('领取审查')
    await desk.fill('预审', async (form) => {
      await form.getByLabel('提案类别').selectOption({ index: 1 })
      await form.getByLabel('审查意见').fill('一事一案，建议具体。')
    })
    await first.page.getByText('等提案委另一位同志复审').waitFor()
    await using second = await as('reviewer', `/proposals/${proposalId}`)
    await acting(second.page).fill('复审', (form) => form.getByLabel('审查意见').fill('同意立案。'))
    await second.page.getByText('等提案委审定是否立案').waitFor()

    await desk.fill('立案', async (form) => {
      await form.getByLabel('建议主办单位').selectOption({ label: '吴江区水务局' })
    })
    await first.page.getByText('等督查室交办').waitFor()
    await desk.fill('交办', (form) => form.getByLabel('文号').fill('吴督〔2026〕12 号'))
    await first.page.getByText('等吴江区水务局签收').waitFor()
    expect([...first.faults, ...second.faults]).toEqual([])
  }

  /** The unit takes it on, meets the member, writes its reply; its leader signs with an authenticator; the office lets it go. */
  async function handles(proposalId: string): Promise<void> {
    await using handler = await as('unit', '/proposals/inbox')
    await handler.page.getByRole('link', { name: SUBJECT }).click()
    await handler.page.waitForURL(`**/proposals/${proposalId}`)
    const unit = acting(handler.page)
    await unit.press('签收')
    await unit.fill('确定承办人', (form) => form.getByLabel('分管领导职务').fill('副局长'))
    await unit.fill('登记面商', async (form) => {
      await form.getByRole('checkbox').first().check()
      await form.getByLabel('面商情况').fill('上门听取意见，商定先在两个小区试点。')
    })
    await unit.fill('起草答复', async (form) => {
      await form.getByLabel('文号').fill('吴水提复〔2026〕3 号')
      await form.getByLabel('答复正文').fill('您提出的提案收悉。经研究，已在两个小区建成集中充电棚，并列入年度改造。')
      await form.getByLabel('单位自报结果类别').selectOption('A')
      await form.getByLabel('办理依据').fill('两处充电棚已投入使用。')
      await form.getByLabel('签发领导职务').fill('局长')
      await form.getByLabel('联系人').fill('经办科室')
      await form.getByLabel('联系电话').fill('000-00000000')
    })
    await handler.page.getByText('等吴江区水务局负责人签发答复').waitFor()

    await using leader = await as('leader', `/proposals/${proposalId}`)
    await leader.page.getByRole('button', { name: '签发', exact: true }).click()
    await dialogOf(leader.page, '签发').getByRole('button', { name: '签发', exact: true }).click()
    await enrol(committee, leader.page, 'leader')
    await leader.page.getByText('等督查室审核答复').waitFor()

    await using supervision = await as('supervision', `/proposals/${proposalId}`)
    await acting(supervision.page).fill('审核答复', () => Promise.resolve())
    await supervision.page.getByText('等吴江区水务局送达答复').waitFor()
    await handler.page.reload()
    await unit.fill('送达答复', () => Promise.resolve())
    await handler.page.getByText('等提案者评价').waitFor()
    expect([...handler.faults, ...leader.faults, ...supervision.faults]).toEqual([])
  }

  /** The member confirms the meeting and rates for themselves, by keyboard, with a code that the unit does not have. */
  async function rates(proposalId: string): Promise<void> {
    await using opened = await as('member', `/m/proposals/${proposalId}`, PHONE)
    const { page, faults } = opened
    await acting(page).fill('确认面商', (form) => form.getByLabel('面商是否属实').selectOption('CONFIRMED'))
    await page.getByRole('link', { name: '去评价' }).click()
    await page.getByText('承办单位看不到您的评价').waitFor()
    expect(await axeFindings(page)).toEqual([])
    await page.getByRole('button', { name: '提交评价' }).click()
    await page.getByText('请选择一项。').waitFor()
    for (const [name, downs] of [
      ['soughtBy', 0],
      ['onPoint', 0],
      ['attitude', 0],
      ['result', 1],
    ] as const) {
      await page.locator(`[name=${name}]`).first().focus()
      await page.keyboard.press('Space')
      for (let n = 0; n < downs; n += 1) await page.keyboard.press('ArrowDown')
    }
    await page.getByRole('button', { name: '提交评价' }).focus()
    await page.keyboard.press('Enter')
    await enrol(committee, page, 'member')
    await page.getByText('评价已提交').waitFor()
    expect(faults).toEqual([])
  }
})

const dialogOf = (page: Page, name: string) => page.getByRole('dialog', { name })

/** What is done about a case: pressed, or filled in and pressed. */
const acting = (page: Page) => ({
  press: async (name: string) => {
    await page.getByRole('button', { name, exact: true }).click()
    await page.getByRole('status').getByText(`已${name}`).waitFor()
  },
  fill: async (name: string, filling: (form: ReturnType<typeof dialogOf>) => Promise<unknown>) => {
    const button = page.getByRole('button', { name, exact: true })
    await button.or(page.getByText('其他事项')).first().waitFor()
    if (!(await button.isVisible())) await page.getByText('其他事项').click()
    await button.click()
    const form = dialogOf(page, name)
    await filling(form)
    await form.getByRole('button', { name, exact: true }).click()
    const told = page.getByRole('status').getByText(`已${name}`)
    const refused = form.getByRole('alert')
    await told.or(refused).first().waitFor()
    expect(await refused.allTextContents()).toEqual([])
  },
})
