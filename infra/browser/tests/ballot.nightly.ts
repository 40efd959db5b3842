import { dataOf } from '@lianxie/client'
import { directory, supervision as c } from '@lianxie/contracts'
import { until, whomOf } from '@lianxie/local/demo'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { enrol } from '../src/enrol.ts'

describe.skipIf(!hasBrowser)('a secret ballot', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee())
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test('is taken, cast by nobody and found again by its voter in a browser', { timeout: 60_000 }, async () => {
    const ballotId = await givenBallot(committee)
    await using office = await openPage(browser, committee.url)
    await committee.signIn(office.page, 'consultation', `/supervision/ballots/${ballotId}`)
    await using first = await openPage(browser, committee.url, PHONE)
    await using second = await openPage(browser, committee.url, PHONE)
    const headers = headersOfVotes([first.page, second.page])
    for (const [{ page }, name] of [
      [first, 'member'],
      [second, 'cosigner'],
    ] as const) {
      await committee.signIn(page, name, `/m/ballots/${ballotId}`)
      await page.getByRole('button', { name: '领取选票' }).click()
      // It is taken with a second factor, which the voter sets up on the spot.
      await enrol(committee, page, name)
      await page.getByText('选票已领取，存在本机').waitFor()
    }
    expect(await axeFindings(first.page)).toEqual([])

    await office.page.getByRole('button', { name: '结束发票，开始投票' }).click()
    await office.page.getByRole('button', { name: '结束投票并计票' }).waitFor()
    // By keyboard alone: the choice, the vote and its confirmation.
    await first.page.reload()
    await first.page.getByRole('radio', { name: '基本满意' }).first().focus()
    await first.page.keyboard.press('Space')
    await first.page.getByRole('button', { name: '投票', exact: true }).focus()
    await first.page.keyboard.press('Enter')
    await first.page.getByText('有 1 项没有选择，将计为空白。').waitFor()
    await first.page.getByRole('button', { name: '确认投票' }).focus()
    await first.page.keyboard.press('Enter')
    await first.page.getByText('您的选票已投入票箱').waitFor()

    // The vote of the second is sent again, as the same, after nobody answered.
    let lost = 0
    await second.page.route('**/votes', (route) =>
      (lost += 1) === 1 ? route.abort('connectionreset') : route.continue(),
    )
    await second.page.reload()
    await second.page.getByRole('radio', { name: '不满意', exact: true }).first().check()
    await second.page.getByRole('button', { name: '投票', exact: true }).click()
    await second.page.getByRole('button', { name: '确认投票' }).click()
    await second.page.getByText('暂时连不上').waitFor()
    await second.page.reload()
    await second.page.getByRole('button', { name: '重新发送选票' }).click()
    await second.page.getByRole('button', { name: '确认投票' }).click()
    await second.page.getByText('您的选票已投入票箱').waitFor()

    await office.page.getByRole('button', { name: '结束投票并计票' }).click()
    await office.page.getByText('发出选票 2 张，收回 2 张，有效 2 张').waitFor()
    await first.page.reload()
    await first.page.getByRole('button', { name: '核对我的选票是否计入' }).click()
    await first.page.getByText('您的选票已计入结果').waitFor()
    const counted = await committee.side.as('consultation').ask(c.BallotById, { ballotId })
    expect(counted).toMatchObject({ state: 'CLOSED', returned: 2, valid: 2 })
    expect(headers.length).toBe(3)
    for (const one of headers) {
      expect(Object.keys(await one).filter((name) => /^(?:cookie|authorization|referer)$/.test(name))).toEqual([])
    }
    expect([...office.faults, ...first.faults, ...second.faults]).toEqual([])
  })
})

/** What the browser says beside each vote. */
function headersOfVotes(pages: readonly Page[]): Promise<Record<string, string>>[] {
  const headers: Promise<Record<string, string>>[] = []
  for (const page of pages) {
    page.on('request', (request) => {
      if (request.url().endsWith('/votes')) headers.push(request.allHeaders())
    })
  }
  return headers
}

/** Three are entitled, of whom two came. */
async function givenBallot({ side }: Committee): Promise<string> {
  const { member, cosigner } = await whomOf(side)
  const here = [member!.member!, cosigner!.member!]
  const { items } = await side.as('office').ask(directory.Members, { limit: 10 })
  const absent = items.find(({ memberId }) => !here.includes(memberId))!.memberId
  const options = ['满意', '基本满意', '不满意'].map((label, at) => ({ code: `OPTION_${'ABC'[at]!}`, label }))
  const opened = await until('supervision to know the members', () =>
    side
      .as('consultation')
      .send(c.OpenBallot, {
        title: '水环境整治工作满意度测评',
        questions: ['河道保洁', '排口整治'].map((text) => ({ text, options })),
        memberIds: [...here, absent],
      })
      .catch((error: { code?: string }) => {
        if (error.code === 'supervision.unknown_member') return undefined
        throw error
      }),
  )
  return dataOf(opened, c.BallotOpened)[0]!.ballotId
}
