import { directory as d } from '@lianxie/contracts'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, hasBrowser, openBrowser, openPage } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'

describe.skipIf(!hasBrowser)('the directory in a browser', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee())
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)

  afterAll(() => life.disposeAsync())

  test('the office finds a member, appoints, corrects, and leaves a trace where it reads what is personal', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    const { items } = await committee.side.as('office').ask(d.Members, { limit: 1 })
    const { memberId, name } = items[0]!
    const { items: bodies } = await committee.side
      .as('office')
      .ask(d.Bodies, { limit: 1, bodyKind: 'SPECIAL_COMMITTEE' })
    const body = bodies[0]!
    await committee.signIn(page, 'office', '/directory')
    await page.getByRole('searchbox').fill(name)
    await page.keyboard.press('Enter')
    await page.waitForURL(/text=/)
    await page.getByRole('link', { name, exact: true }).first().waitFor()
    await page.getByRole('link', { name, exact: true }).first().click()
    await page.waitForURL(/directory\/members\//)

    await page.goto(`/directory/members/${memberId}`)
    await page.getByRole('button', { name: '任命职务' }).click()
    const appointing = page.getByRole('dialog', { name: '任命职务' })
    await appointing.getByRole('button', { name: '任命职务' }).click()
    await appointing.getByText('请填写机构。').waitFor()
    await appointing.getByLabel('机构').selectOption(body.bodyId)
    await appointing.getByLabel('职务').selectOption('CONVENOR')
    await appointing.getByRole('button', { name: '任命职务' }).click()
    await page.getByRole('region', { name: '职务' }).getByText(`${body.name} 召集人`).waitFor()

    const contact = page.getByRole('region', { name: '个人信息' })
    const before = await contact.locator('dl').count()
    await contact.getByRole('button', { name: '更正' }).click()
    const correcting = page.getByRole('dialog', { name: '更正' })
    await correcting.getByLabel('电话（可以不填）').fill('12345')
    await correcting.getByLabel('理由').fill('委员本人来电更正')
    await correcting.getByRole('button', { name: '更正' }).click()
    await correcting.locator('[aria-invalid=true]').waitFor()
    const refused = await correcting.getByLabel('电话（可以不填）').getAttribute('aria-invalid')
    await correcting.getByLabel('电话（可以不填）').fill('13912345678')
    await correcting.getByRole('button', { name: '更正' }).click()
    await correcting.waitFor({ state: 'hidden' })
    await contact.getByRole('button', { name: '查看联系方式' }).click()
    await contact.getByText('13912345678').waitFor()
    await page.getByRole('region', { name: '更正记录' }).getByRole('button', { name: '查看' }).click()
    await page.getByText(/→ 13912345678/).waitFor()
    const accesses = await committee.side.as('auditor').ask(d.Accesses, { personId: memberId, limit: 10 })

    expect(before).toBe(0)
    expect(refused).toBe('true')
    expect(accesses.items.map(({ action }) => action)).toContain('contact.read')
    expect(await axeFindings(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('other offices see contacts masked, and nothing that they cannot do', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    const { items } = await committee.side.as('office').ask(d.Members, { limit: 2 })
    const { memberId } = items[1]!
    await committee.signIn(page, 'consultation', `/directory/members/${memberId}`)
    await page.getByRole('button', { name: '查看联系方式' }).click()
    await page.getByText(/以下信息已脱敏/).waitFor()

    expect(await page.getByRole('button', { name: '任命职务' }).count()).toBe(0)
    expect(await page.getByRole('button', { name: '更正' }).count()).toBe(0)
    expect(await page.getByRole('region', { name: '更正记录' }).count()).toBe(0)
    expect(faults).toEqual([])
  })

  test('two units become one, and the duties pass', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    const office = committee.side.as('office')
    const register = async (name: string, duty: string) => {
      const { events } = await office.send(d.RegisterUnit, {
        name,
        unitKind: 'HANDLING_UNIT',
        side: 'GOVERNMENT',
        duties: [duty],
        registeredOn: '2022-01-01',
      })
      return events[0]!.aggregate.split('/')[1]!
    }
    const into = await register('区数据局', '数据共享')
    await register('区大数据中心', '数据平台')
    await committee.signIn(page, 'office', `/directory/units/${into}`)

    await page.getByRole('button', { name: '合并单位' }).click()
    const merging = page.getByRole('dialog', { name: '合并单位' })
    await merging.getByLabel('区大数据中心').check()
    await merging.getByLabel('理由').fill('机构改革')
    await merging.getByRole('button', { name: '合并单位' }).click()
    await page.getByText('区大数据中心已并入本单位').waitFor()

    expect(await page.getByText('数据平台').count()).toBe(1)
    expect(faults).toEqual([])
  })

  test('a rule is drafted by the office, read as a difference, and approved by a chair', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    await committee.signIn(page, 'office', '/rules')
    await page.getByRole('link', { name: '拟订新版本' }).click()
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.getByText('请至少选择一项要调整的规则。').waitFor()
    await page.getByLabel('要调整的规则').selectOption({ label: '答复期限' })
    await page.getByLabel('长度').fill('0')
    await page.getByLabel('理由').fill('按本区新的提案工作条例')
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.locator('fieldset').getByText('规则值不符合要求').waitFor()
    await page.getByLabel('长度').fill('2')
    await page.getByLabel('理由').fill('按本区新的提案工作条例')
    await page.getByRole('button', { name: '提交审批' }).click()
    await page.waitForURL(/\/rules\/1$/)
    const change = page.getByRole('region', { name: '变动' }).getByRole('listitem')
    await change.waitFor()
    const [before, after] = [await change.locator('del').innerText(), await change.locator('ins').innerText()]
    const mayApprove = await page.getByRole('button', { name: '批准' }).count()

    await using other = await openPage(browser, committee.url)
    await committee.signIn(other.page, 'chair', '/rules/1')
    await other.page.getByRole('button', { name: '批准' }).click()
    await other.page.getByText('已批准，待施行').waitFor()
    await page.goto('/rules')
    await page.getByRole('region', { name: '各版本' }).getByText('已批准，待施行').waitFor()

    expect([before, after]).toEqual(['3 个月', '2 个月'])
    expect(mayApprove).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    expect([...faults, ...other.faults]).toEqual([])
  })

  test('a roster with a wrong row is mended on the page and imported, and the term of all who sit is closed', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    const office = committee.side.as('office')
    const sitting = async () => (await office.ask(d.Members, { limit: 1 })).total
    const before = await sitting()
    const sector = (await office.ask(d.Sectors, { limit: 1 })).items[0]!.name
    await committee.signIn(page, 'office', '/directory')
    await page.getByRole('link', { name: '导入名册' }).click()
    await page.locator('input[type=file]').setInputFiles({
      name: '名册.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`姓名,界别,备注\n演示甲,${sector},连任\n演示乙,没有的界别,\n演示丙,也没有的,\n`),
    })
    await page.getByText('共 3 行，可以导入 1 行，有误 2 行。').waitFor()
    await page.getByText('未识别、不会导入的栏：备注').waitFor()
    await page.getByLabel('界别 第 3 行').fill(sector)
    await page.getByRole('button', { name: '重新检查' }).click()
    await page.getByText('共 3 行，可以导入 2 行，有误 1 行。').waitFor()
    await page.getByText('有误的 1 行不导入').waitFor()
    const found = await axeFindings(page)
    await page.getByRole('button', { name: '确认导入 2 行' }).click()
    await page.getByText('请填写届次').waitFor()
    await page.getByLabel('届次').fill('17')
    await page.getByRole('button', { name: '确认导入 2 行' }).click()
    await page.getByText('已导入 2 位委员。').waitFor()

    expect(await sitting()).toBe(before + 2)
    expect((await office.ask(d.Members, { search: '演示丙' })).total).toBe(0)
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('import')))).toEqual([])

    await page.getByRole('link', { name: '返回委员名录' }).first().click()
    await page.getByRole('button', { name: '换届' }).click()
    const closing = page.getByRole('dialog', { name: '换届' })
    await closing.getByLabel('届次').fill('16')
    await closing.getByRole('button', { name: '换届' }).click()
    await closing.waitFor({ state: 'hidden' })

    expect(await sitting()).toBe(2)
    expect(found).toEqual([])
    expect(faults).toEqual([])
  })
})
