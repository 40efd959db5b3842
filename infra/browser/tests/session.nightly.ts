import { consultations as c, directory } from '@lianxie/contracts'
import { whomOf } from '@lianxie/local/demo'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'

describe.skipIf(!hasBrowser)('a consultation session', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser
  let sessionId: string

  beforeAll(async () => {
    committee = life.use(await startCommittee())
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test('it is scheduled, told, checked in to by phone, and a promise is recorded', { timeout: 60_000 }, async () => {
    const staff = committee.side.as('consultation')
    const { items } = await staff.ask(c.PlanItems, { year: 2022, text: '水体', limit: 1 })
    const { items: units } = await staff.ask(directory.Units, { search: '水务', limit: 1 })
    const name = await memberName(committee)
    await using desk = await openPage(browser, committee.url)
    const { page, faults } = desk
    await committee.signIn(page, 'consultation', `/consultations/items/${items[0]!.itemId}`)
    await page.getByRole('button', { name: '排定会议' }).click()
    await page.getByLabel('会议名称').fill('水体联保共治专题协商会')
    await page.getByLabel('开始时间').fill(minuteIn(2))
    await page.getByLabel('结束时间').fill(minuteIn(4))
    await page.getByLabel('地点').fill('区政协三楼会议室')
    await page.getByLabel('主持人').selectOption(name)
    await page.getByLabel('议程').fill('通报情况\n委员发言')
    await page.getByRole('button', { name: '确认排定会议' }).click()
    // The last day for the notice has passed.
    await page.getByLabel('迟发通知的原因').and(page.locator('[aria-invalid=true]')).waitFor()
    await page.getByLabel('迟发通知的原因').fill('汛情紧急，临时安排。')
    await page.getByRole('button', { name: '确认排定会议' }).click()
    await page.getByRole('link', { name: '水体联保共治专题协商会' }).click()
    await page.waitForURL('**/consultations/sessions/*')
    sessionId = page.url().split('/').at(-1)!
    await page.getByRole('button', { name: '邀请参会' }).click()
    await page.getByLabel(units[0]!.name, { exact: true }).check()
    await page.getByRole('button', { name: '确认邀请参会' }).click()
    await page.getByRole('button', { name: `登记到会 ${units[0]!.name}` }).waitFor({ state: 'detached' })
    await page.getByText('已邀请参会').waitFor()
    await page.getByRole('button', { name: '发出通知' }).click()
    await page.getByLabel('迟发通知的原因').fill('汛情紧急，临时安排。')
    await page.getByRole('button', { name: '确认发出通知' }).click()
    await page.getByRole('button', { name: '开放签到' }).click()
    await page.getByRole('button', { name: '确认开放签到' }).click()
    const [gate] = await Promise.all([
      page.context().waitForEvent('page'),
      page.getByRole('link', { name: '打开签到屏' }).click(),
    ])
    await gate.getByRole('img', { name: '会场签到二维码' }).waitFor()
    const { code } = await staff.ask(c.CheckInCode, { sessionId })

    await using phone = await openPage(browser, committee.url, PHONE)
    await committee.signIn(phone.page, 'member', '/m/meetings')
    await phone.page.getByRole('link', { name: /水体联保共治专题协商会/ }).click()
    await phone.page.getByLabel('签到码').fill('0000')
    await phone.page.getByRole('button', { name: '确认签到' }).click()
    await phone.page.getByLabel('签到码').and(phone.page.locator('[aria-invalid=true]')).waitFor()
    await phone.page.goto(`/m/meetings/${sessionId}?code=${code}`)
    await phone.page.getByRole('button', { name: '确认签到' }).press('Enter')
    await phone.page.getByText('签到成功，请入座。').waitFor()

    await gate.getByText(`${name} 已签到`).waitFor()
    await page.getByRole('button', { name: `改为未到 ${name}` }).waitFor()
    // Nobody promises anything before the session has begun.
    await hoursLater(committee, 3)
    await page.getByRole('button', { name: '登记现场承诺' }).click()
    await page.getByRole('combobox', { name: '单位', exact: true }).selectOption(units[0]!.name)
    await page.getByLabel('承诺内容').fill('6月底前完成太浦河沿岸排口整治。')
    await page.getByLabel('完成期限').fill(dayIn(60))
    await page.getByRole('button', { name: '确认登记现场承诺' }).click()
    await page.getByText('已登记现场承诺。').waitFor()
    await page.getByRole('listitem').filter({ hasText: '6月底前完成太浦河沿岸排口整治。' }).waitFor()

    const session = await staff.ask(c.SessionById, { sessionId })
    expect(session.counts).toMatchObject({ due: 1, present: 1, absent: 0 })
    const promises = await staff.ask(c.Commitments, { sessionId })
    expect(promises.items).toMatchObject([{ unitId: units[0]!.unitId, state: 'OPEN' }])
    expect([...faults, ...phone.faults]).toEqual([])
  })
})

/** The member of the account, as the directory names them. */
async function memberName(committee: Committee): Promise<string> {
  const { member } = await whomOf(committee.side)
  const { names } = await committee.side.as('consultation').ask(directory.Resolve, { ids: [member!.member!] })
  return names[0]!.name
}

async function hoursLater({ side }: Committee, hours: number): Promise<void> {
  const answer = await fetch(`${side.urls.consultations}/ops/clock`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await side.token('operator')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ now: new Date(Date.now() + hours * 3_600_000).toISOString() }),
  })
  expect(answer.status).toBe(200)
}

const shanghai = (at: number) => new Date(at + 8 * 3_600_000).toISOString()
const minuteIn = (hours: number) => shanghai(Date.now() + hours * 3_600_000).slice(0, 16)
const dayIn = (days: number) => shanghai(Date.now() + days * 86_400_000).slice(0, 10)
