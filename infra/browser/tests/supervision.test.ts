import { supervision as c } from '@lianxie/contracts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { givenProject } from './supervision-given.ts'

describe.skipIf(!hasBrowser)('supervision on a phone', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser
  let projectId: string

  beforeAll(async () => {
    committee = life.use(await startCommittee())
    ;({ projectId } = await givenProject(committee))
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test(
    'what is recorded without a line outlives the page, is sent once over a line that breaks, and is rectified and verified',
    { timeout: 60_000 },
    async () => {
      await using phone = await openPage(browser, committee.url, PHONE)
      const { page, faults } = phone
      await committee.signIn(page, 'member', '/m/visits')
      await page.getByRole('button', { name: '开始走访' }).waitFor()
      const photo = await page.screenshot({ type: 'jpeg' })
      await page.context().setOffline(true)

      await page.getByRole('button', { name: '开始走访' }).click()
      await page.getByLabel('地点').fill('飞英街道口袋公园')
      await page.getByLabel('问题类别').fill('标识牌')
      await page.getByRole('button', { name: '结束走访' }).click()
      await page.getByText('请填写看到的事实。').waitFor()
      await writeFinding(page, '标识牌字迹脱落', '公园北门标识牌字迹脱落，无法辨认。')
      await page.getByRole('button', { name: '再记一个问题' }).click()
      await writeFinding(page, '出入口被占用', '公园南侧出入口被非机动车占用，轮椅无法通过；2 处健身器材松动。')
      await page.locator('input[type=file]').setInputFiles({ name: 'IMG_1.jpg', mimeType: 'image/jpeg', buffer: photo })
      await page.getByAltText('现场照片 1').waitFor()
      await page.getByText('3 条已存本机').waitFor()
      const address = page.url()
      await page.close()

      // The page is opened anew, and the line breaks in the middle of the photo.
      const again = await phone.page.context().newPage()
      await again.context().setOffline(false)
      let cuts = 0
      await again.route('**/api/supervision/uploads/*', (route) =>
        route.request().method() === 'PATCH' && (cuts += 1) <= 2 ? route.abort('connectionreset') : route.continue(),
      )
      await again.goto(address)
      await again.getByText('问题 2：出入口被占用').waitFor()
      await again.getByRole('button', { name: '结束走访' }).click()
      await again.getByText('已提交走访记录和 2 个问题').waitFor({ timeout: 20_000 })
      expect(cuts).toBeGreaterThan(2)
      const member = committee.side.as('member')
      const found = await member.ask(c.Findings, { projectId })
      expect(new Set(found.items.map(({ subject, files }) => `${subject} ${files}`))).toEqual(
        new Set(['标识牌字迹脱落 0', '出入口被占用 1']),
      )
      expect((await member.ask(c.Visits, { projectId })).total).toBe(1)
      await again.getByRole('link', { name: '查看走访记录' }).click()
      await again.getByText('飞英街道口袋公园').waitFor()

      const [blocked] = found.items.filter(({ subject }) => subject === '出入口被占用')
      await sendList(committee, projectId, [blocked!.findingId])

      await using unit = await openPage(browser, committee.url, PHONE)
      await committee.signIn(unit.page, 'unit', '/supervision/issues')
      await unit.page.getByRole('link', { name: /出入口被占用/ }).click()
      await act(unit.page, '签收')
      await unit.page.getByRole('button', { name: '制定整改措施', exact: true }).click()
      await unit.page.getByLabel('责任领导职务').fill('分管副局长')
      await unit.page.getByLabel('整改措施').fill('清理占道车辆，增设隔离栏，一周内加固健身器材。')
      await unit.page.getByLabel('计划完成日期').fill(dayIn(5))
      await unit.page.getByRole('button', { name: '确认制定整改措施' }).click()
      await unit.page.getByRole('button', { name: '报告整改完成', exact: true }).click()
      await unit.page.getByLabel('整改结果').fill('占道车辆已清理，隔离栏已装好。')
      await unit.page.getByRole('button', { name: '确认报告整改完成' }).click()
      await unit.page.getByText('请填写佐证材料').waitFor()
      await unit.page
        .locator('input[type=file]')
        .setInputFiles({ name: '整改后.jpg', mimeType: 'image/jpeg', buffer: photo })
      await unit.page.getByRole('button', { name: '确认报告整改完成' }).click()
      await unit.page.getByText('责任单位不能核查本单位的问题').waitFor()
      expect(await unit.page.getByRole('button', { name: '核查销号' }).count()).toBe(0)

      expect([...(await axeFindings(again)), ...(await axeFindings(unit.page))]).toEqual([])
      await again.goto('/m')
      await again.getByText('待核查销号').first().waitFor()
      await again.goto('/m/issues')
      await again.getByRole('link', { name: /出入口被占用/ }).waitFor()
      await again.getByRole('link', { name: /出入口被占用/ }).click()
      await again.getByRole('button', { name: '核查销号', exact: true }).click()
      await again.getByLabel('核查情况').fill('现场核查，出入口畅通，器材已加固。')
      await again.getByRole('button', { name: '确认核查销号' }).click()
      await again.getByText('已销号').first().waitFor()
      expect((await member.ask(c.IssueById, { findingId: blocked!.findingId })).state).toBe('VERIFIED')
      expect([...faults, ...unit.faults]).toEqual([])
    },
  )
})

async function writeFinding(page: Page, subject: string, fact: string): Promise<void> {
  await page.getByLabel('问题类别').fill(subject)
  await page.getByLabel('看到的事实').fill(fact)
  await page.getByRole('radio', { name: '较重' }).check()
}

/** Opens what may be done and confirms it. */
async function act(page: Page, label: string): Promise<void> {
  await page.getByRole('button', { name: label, exact: true }).click()
  await page.getByRole('button', { name: `确认${label}` }).click()
  await page.getByText(`已${label}。`).waitFor()
}

async function sendList({ side }: Committee, projectId: string, findingIds: readonly string[]): Promise<void> {
  await side.as('consultation').send(c.GatherFindings, { projectId })
  const issues = findingIds.map((findingId) => ({ findingId }))
  await side
    .as('office')
    .send(c.ApproveIssueList, { projectId, meeting: '第四次主席会议', approvedOn: dayIn(0), issues })
}

const dayIn = (days: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(Date.now() + days * 86_400_000))
