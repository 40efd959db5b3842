import { consultations as c } from '@lianxie/contracts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser, openPage } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'

const YEAR = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear()
const TABLE = [
  '形式,议题,月份,承办',
  '专题协商,水体联保共治,2-4月,',
  '主席会议协商,优化营商环境,4,',
  '座谈,停车难治理,13月,',
  '专题协商,水体联保共治,2-4月,',
  '民主监督,“口袋公园”建设情况,3、6、9,环保委',
].join('\r\n')

describe.skipIf(!hasBrowser)('the yearly plan', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee())
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test(
    'a table with bad rows is mended on the page, by keyboard, and becomes the plan',
    { timeout: 45_000 },
    async () => {
      await using desk = await openPage(browser, committee.url)
      const { page, faults } = desk
      await committee.signIn(page, 'consultation', '/consultations')
      await page.getByRole('button', { name: `开始编制 ${YEAR} 年计划`, exact: true }).press('Enter')
      await page.getByRole('button', { name: `确认开始编制 ${YEAR} 年计划` }).press('Enter')
      await page.getByText('计划里还没有事项').waitFor()
      await page.getByRole('link', { name: '导入计划表' }).first().press('Enter')
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: '计划.csv', mimeType: 'text/csv', buffer: Buffer.from(TABLE) })
      await page.getByText('共 5 行，可以导入 2 行，有误 3 行。').waitFor()
      await page.getByText('看不懂的月份“13月”').waitFor()
      await page.getByText('名录中没有“环保委”').waitFor()
      expect(await page.getByRole('button', { name: /^确认导入/ }).count()).toBe(0)

      // One row is left out, one is mended in part; then the page is left and come back to.
      await page.getByRole('button', { name: '不导入此行 第 5 行' }).press('Enter')
      await page.getByLabel('形式 第 4 行').selectOption('专题协商')
      await page.getByLabel('月份 第 4 行').fill('5')
      await page.goto('/consultations/import')
      await page.getByRole('button', { name: '继续上次的导入' }).press('Enter')
      await page.getByText('2 行有改动，尚未重新检查。').waitFor()
      expect(await page.getByLabel('月份 第 4 行').inputValue()).toBe('5')
      await page.getByRole('button', { name: '重新检查' }).press('Enter')
      await page.getByText('共 4 行，可以导入 3 行，有误 1 行。').waitFor()
      await page.getByLabel(/^承办 /).fill('')
      await page.getByRole('button', { name: '重新检查' }).press('Enter')
      await page.getByText('共 4 行，全部可以导入。').waitFor()
      await page.getByRole('button', { name: '确认导入 4 项' }).press('Enter')
      await page.getByText('已导入 4 项，列入计划草案。').waitFor()
      await page.getByRole('link', { name: '查看计划' }).press('Enter')
      await page.getByRole('button', { name: '停车难治理，5月，列入草案' }).press('Enter')
      await page.getByRole('link', { name: '打开' }).press('Enter')
      await page.getByRole('heading', { name: '停车难治理', level: 1 }).waitFor()

      const staff = committee.side.as('consultation')
      const { items } = await staff.ask(c.PlanItems, { year: YEAR, sort: 'month' })
      expect(items.map(({ topic, form, months }) => [topic, form, months])).toEqual([
        ['水体联保共治', 'THEMATIC', [2, 3, 4]],
        ['“口袋公园”建设情况', 'SUPERVISION', [3, 6, 9]],
        ['优化营商环境', 'CHAIRPERSONS', [4]],
        ['停车难治理', 'THEMATIC', [5]],
      ])
      expect(faults).toEqual([])
    },
  )

  test(
    'the adopted plan is changed by a decision with its number, and the change is refused where it is wrong',
    { timeout: 45_000 },
    async () => {
      await using desk = await openPage(browser, committee.url)
      const { page, faults } = desk
      await committee.signIn(page, 'office', '/consultations?year=2022')
      await page.getByRole('button', { name: /^水体联保共治，/ }).click()
      await page.getByRole('button', { name: '申请调整' }).click()
      await page.getByLabel('10月').check()
      await page.getByLabel('文号').fill('委发〔2022〕18号')
      await page.getByLabel('审定日期').fill('2021-05-01')
      await page.getByLabel('调整原因').fill('与联合调研同步开展。')
      await page.getByRole('button', { name: '确认申请调整' }).click()
      await page.getByLabel('审定日期').and(page.locator('[aria-invalid=true]')).waitFor()
      await page.getByLabel('审定日期').fill('2022-05-01')
      await page.getByRole('button', { name: '确认申请调整' }).click()
      await page.getByRole('button', { name: '水体联保共治，10月，未开始' }).waitFor()
      await page.getByText('已调整 1 次。').waitFor()
      expect(faults).toEqual([])
    },
  )
})
