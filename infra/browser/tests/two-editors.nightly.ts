import { proposals as p, supervision as s } from '@lianxie/contracts'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DESK, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { givenProject } from './supervision-given.ts'

const ENDS = new Date(Date.now() + 200 * 86_400_000).toISOString().slice(0, 10)

describe.skipIf(!hasBrowser)('two browsers that change the same record', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee())
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
  const project = (projectId: string) => committee.side.as('office').ask(s.ProjectById, { projectId })

  /** Both see a form that begins with the same; the first has saved before the second sends. */
  async function bothChange(isTold: boolean) {
    const { projectId } = await givenProject(committee)
    const first = await as('consultation', `/supervision/projects/${projectId}`)
    const second = await as('office', `/supervision/projects/${projectId}`)
    for (const { page } of [first, second]) {
      // What changed is then learnt from the refusal alone.
      if (!isTold) await page.route('**/changes**', (route) => route.abort())
      if (!isTold) await page.reload()
      await page.getByRole('button', { name: '修改方案' }).click()
    }
    const theirs = form(first.page)
    await theirs.getByLabel('监督议题').fill('口袋公园建设与管护')
    await theirs.getByLabel('结束日期').fill(ENDS)
    const mine = form(second.page)
    await mine.getByLabel('监督议题').fill('口袋公园的日常管护')
    await mine.getByLabel('监督方案').fill('每季度走访一次。')
    await mine.getByLabel('理由').fill('按主席会议意见')

    await theirs.getByLabel('理由').fill('延长一年')
    await theirs.getByRole('button', { name: '确认修改方案' }).click()
    await theirs.waitFor({ state: 'detached' })
    await mine.getByRole('button', { name: '确认修改方案' }).click()

    await second.page.getByText('别人刚修改了「结束日期」').waitFor()
    const dialog = second.page.getByRole('dialog', { name: '同时修改：监督议题' })
    await dialog.getByText('口袋公园建设与管护').waitFor()
    await dialog.getByText('口袋公园的日常管护').waitFor()
    // Closed without a choice, nothing is decided: it is asked again before anything is sent.
    await second.page.keyboard.press('Escape')
    await mine.getByText('「监督议题」有两份内容').waitFor()
    expect(await mine.getByLabel('监督议题').inputValue()).toBe('口袋公园的日常管护')
    await mine.getByRole('button', { name: '确认修改方案' }).click()
    await dialog.waitFor()
    expect(await project(projectId)).toMatchObject({ topic: '口袋公园建设与管护', endsOn: ENDS })
    await dialog.getByRole('button', { name: '用我的' }).click()
    await mine.getByRole('button', { name: '确认修改方案' }).click()
    await mine.waitFor({ state: 'detached' })

    const faults = [...first.faults, ...second.faults]
    await first[Symbol.asyncDispose]()
    await second[Symbol.asyncDispose]()
    return { stored: await project(projectId), faults }
  }
  const BOTH = { topic: '口袋公园的日常管护', endsOn: ENDS, plan: '每季度走访一次。' }

  test(
    'what one saved is seen in the form of the other, and both keep what they typed',
    { timeout: 60_000 },
    async () => {
      expect(await bothChange(true)).toEqual({ stored: expect.objectContaining(BOTH), faults: [] })
    },
  )

  test('whoever was not told of it learns it before anything is covered up', { timeout: 60_000 }, async () => {
    expect(await bothChange(false)).toEqual({ stored: expect.objectContaining(BOTH), faults: [] })
  })

  test(
    'a draft that is written on the phone and at the desk loses no word of either',
    { timeout: 60_000 },
    async () => {
      await using desk = await as('member', '/m/proposals/new')
      await desk.page.getByLabel('案由').fill('关于增设公共充电设施的建议')
      await desk.page.getByLabel('情况与问题').fill('充电设施少。')
      await desk.page.getByText('已自动保存').waitFor()
      const proposalId = new URL(desk.page.url()).searchParams.get('id')!
      await using phone = await as('member', `/m/proposals/new?id=${proposalId}`, PHONE)
      await phone.page.getByText('充电设施少。').waitFor()

      await desk.page.getByLabel('情况与问题').fill('充电设施少。老旧小区尤其不足。')
      await saved(desk.page)
      await phone.page.getByLabel('情况与问题').fill('充电设施少。且分布不均。')
      await phone.page.getByLabel('建议 1').fill('编制布点规划。')

      const dialog = phone.page.getByRole('dialog', { name: '同时修改：情况与问题' })
      await dialog.waitFor()
      await phone.page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      await phone.page.getByRole('button', { name: '现在选定' }).click()
      await phone.page.getByRole('button', { name: '合并后再存' }).click()
      await saved(phone.page)

      const { text } = await committee.side.as('member').ask(p.CaseFile, { proposalId })
      expect(text).toMatchObject({
        problem: '充电设施少。且分布不均。\n充电设施少。老旧小区尤其不足。',
        suggestions: ['编制布点规划。'],
      })
      expect([...desk.faults, ...phone.faults]).toEqual([])
    },
  )
})

const form = (page: Page) => page.locator('form').filter({ has: page.getByRole('button', { name: '确认修改方案' }) })

/** Nothing that was typed waits to be saved. */
async function saved(page: Page): Promise<void> {
  await page.getByRole('status').filter({ hasText: '有未保存的内容' }).waitFor()
  await page.getByRole('status').filter({ hasText: '已自动保存' }).waitFor()
}
