import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { directory, joint } from '@lianxie/contracts'
import { until, whomOf } from '@lianxie/local/demo'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DESK, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import type { Committee, Offices } from '../src/committee.ts'
import { THEMES, walk } from '../src/every-page.ts'
import { type JointCommittees, startJointCommittees } from '../src/joint-committees.ts'

const run = promisify(execFile)
const lianxie = fileURLToPath(new URL('../../../packages/cli/src/main.ts', import.meta.url))
const TITLE = '水体联保共治联动协商纪要'

describe.skipIf(!hasBrowser)('three committees sign one record', () => {
  const life = new AsyncDisposableStack()
  let joined: JointCommittees
  let browser: Browser
  let wujiang: Committee
  let qingpu: Offices
  let jiashan: Offices
  let record: string

  beforeAll(async () => {
    joined = life.use(await startJointCommittees())
    ;[wujiang, qingpu, jiashan] = joined.committees
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 420_000)
  afterAll(() => life.disposeAsync())

  test('one circulates a record, which leaves only after it was looked at', { timeout: 180_000 }, async () => {
    await using opened = await openPage(browser, qingpu.url)
    const { page, faults } = opened
    await qingpu.signIn(page, 'office', `/joint/${joined.compactId}/decisions`)
    await page.getByRole('link', { name: '起草纪要' }).first().click()
    await page.getByRole('button', { name: '生成草稿并核对' }).click()
    await page.getByText('请填写标题。').waitFor()
    await page.getByLabel('标题').fill(TITLE)
    await page
      .getByLabel('纪要正文')
      .fill('一、达成的共识\n三地每季度联合巡河一次。\n监测数据按季互通，联系电话13912345678。')
    await page.getByRole('button', { name: '增加一项任务' }).click()
    await page.getByLabel('第 1 项 任务').fill('建立联合巡河台账')
    await page.getByRole('button', { name: '生成草稿并核对' }).click()
    await page.getByText('文本含有身份证号或电话号码').waitFor()
    await page.getByLabel('纪要正文').fill('一、达成的共识\n三地每季度联合巡河一次。\n监测数据按季互通。')
    await page.getByRole('button', { name: '生成草稿并核对' }).click()

    await page.getByRole('heading', { name: '发出前核对 · 纪要' }).waitFor()
    expect(await page.locator('.goes').innerText()).toContain('监测数据按季互通。')
    expect(await page.locator('.outbound').innerText()).toContain('起草与经办人员的姓名')
    const before = await wujiang.side.as('office').ask(joint.Decisions, { compactId: joined.compactId })
    expect(before.total).toBe(0)
    await page.getByRole('button', { name: '确认发出' }).click()
    await page.getByRole('link', { name: '查看结果' }).click()
    await page.getByText('第 1 版尚无一方签署').waitFor()
    record = page.url().split('/').at(-1)!
    expect(faults).toEqual([])
  })

  test(
    'another comments and amends it, and everybody sees what was changed by whom',
    { timeout: 180_000 },
    async () => {
      await using opened = await openPage(browser, wujiang.url)
      const { page, faults } = opened
      await heard(wujiang, record)
      await wujiang.signIn(page, 'office', `/joint/${joined.compactId}/decisions`)
      await page.getByRole('link', { name: TITLE }).click()
      await page.getByRole('link', { name: '发表意见' }).click()
      await page.getByRole('textbox', { name: '意见' }).fill('巡河频次宜按月，汛期更密。')
      await release(page, '确认发出')
      await page.getByRole('link', { name: '查看结果' }).click()
      await page.getByRole('listitem').filter({ hasText: '巡河频次宜按月' }).waitFor()

      await page.getByRole('link', { name: '修改为新一版' }).click()
      await page.getByLabel('纪要正文').fill('一、达成的共识\n三地每月联合巡河一次。\n监测数据按季互通。')
      await release(page, '确认发出')
      await page.getByRole('link', { name: '查看结果' }).click()
      await page.getByText('第 2 版尚无一方签署').waitFor()
      await page.getByText('与前一版比较').click()
      await page.locator('.difference ins', { hasText: '月' }).waitFor()
      expect(await page.locator('.difference del').allInnerTexts()).toEqual([expect.stringContaining('季度')])
      expect(await page.locator('.difference').innerText()).toContain('吴江修改')
      expect(faults).toEqual([])
    },
  )

  test('a chair signs while another committee is away, and its row says since when', { timeout: 180_000 }, async () => {
    const version = await newest(wujiang, record)
    for (const committee of [qingpu, jiashan]) await heard(committee, version)
    joined.line.cut()
    await sign(qingpu, record)

    // Two minutes of silence, on the clock of this committee and of its reader.
    const later = new Date(Date.now() + 3 * 60_000)
    await setClock(wujiang, later)
    await using opened = await openPage(browser, wujiang.url)
    const { page, faults } = opened
    await wujiang.signIn(page, 'office', `/joint/${joined.compactId}/decisions/${record}`)
    await page.clock.setFixedTime(new Date(later.getTime() + 20_000))
    const rows = page.getByRole('table', { name: '对第 2 版' })
    await rows.locator('[data-side=qingpu-cppcc]').getByText('已签').waitFor({ timeout: 30_000 })
    await page.reload()
    await rows.locator('[data-side=jiashan-cppcc]').getByText('离线，待签').waitFor({ timeout: 30_000 })
    // Who is there says so every fifteen seconds.
    await expect
      .poll(
        async () => {
          await page.reload()
          return rows.locator('[data-side=qingpu-cppcc]').innerText()
        },
        { timeout: 30_000, interval: 1_000 },
      )
      .not.toMatch(/离线/)
    expect(await rows.locator('[data-side=jiashan-cppcc]').innerText()).toMatch(/离线，自 .* 起/)
    await page.getByText('离线不影响各方继续工作').waitFor()
    expect(faults).toEqual([])
  })

  test(
    'back again it signs, the convenor signs last, and the record is effective in all three',
    { timeout: 240_000 },
    async () => {
      joined.line.mend()
      await sign(jiashan, record)
      await until('both signatures to reach 吴江', async () => {
        const { toDo } = await detail(wujiang, record)
        return toDo.includes('close')
      })
      await sign(wujiang, record)

      for (const committee of [wujiang, qingpu, jiashan]) {
        await using opened = await openPage(browser, committee.url)
        const { page, faults } = opened
        await committee.signIn(page, 'office', `/joint/${joined.compactId}/decisions/${record}`)
        await page.getByText('第 2 版由 3 方全部签署，已生效。').waitFor({ timeout: 30_000 })
        expect(await page.getByRole('table', { name: '对第 2 版' }).getByText('已签').count()).toBe(3)
        expect(faults).toEqual([])
      }
    },
  )

  test(
    'a task is given to a unit, which reports on it, and typing outlives what the office does',
    { timeout: 180_000 },
    async () => {
      const compact = `/joint/${joined.compactId}`
      await using desk = await openPage(browser, wujiang.url)
      const { page } = desk
      await wujiang.signIn(page, 'office', `${compact}/draft?kind=task&decision=${record}`)
      await page.getByLabel('任务', { exact: true }).fill('建立联合巡河台账')
      await page.getByLabel('本方承办单位').selectOption({ label: await unitName() })
      await release(page, '确认发出')

      await using unit = await openPage(browser, wujiang.url)
      await wujiang.signIn(unit.page, 'unit', '/joint/tasks')
      await unit.page.getByRole('link', { name: '建立联合巡河台账' }).click()
      const summary = unit.page.getByLabel('进展摘要')
      await unit.page.getByLabel('进展', { exact: true }).selectOption('已接受')
      await summary.fill('已接收，月底前列出断面清单。')
      await unit.page.getByRole('button', { name: '提交办公室' }).click()
      await unit.page.getByText('已提交：已接受。已接收，月底前列出断面清单。').waitFor()
      expect(await summary.inputValue()).toBe('')
      await summary.fill('断面清单已列出。')
      await page.goto('/joint/drafts')
      await page.locator('a[data-draft]').first().click()
      await page.getByRole('button', { name: '确认发出' }).click()
      await page.getByText('已签署并发出').waitFor()
      await unit.page.locator('.state', { hasText: '已接受' }).first().waitFor()
      expect(await summary.inputValue()).toBe('断面清单已列出。')
      expect(await unit.page.getByLabel('进展', { exact: true }).locator('option').allInnerTexts()).toEqual([
        '请选择',
        '办理中',
        '受阻',
      ])
      expect([...desk.faults, ...unit.faults]).toEqual([])
    },
  )

  test(
    'the host of the year begins it and hands it over; the others neither do so nor call sessions',
    { timeout: 180_000 },
    async () => {
      const compact = `/joint/${joined.compactId}`
      const year = new Date().getFullYear()
      await using ours = await openPage(browser, wujiang.url)
      await using theirs = await openPage(browser, qingpu.url)
      await wujiang.signIn(ours.page, 'office', compact)
      await ours.page.getByRole('link', { name: '轮值交接' }).click()
      await ours.page.getByText(`开始 ${year} 年度轮值`).waitFor()
      await release(ours.page, '确认发出')
      await ours.page.goto(`${compact}/draft?kind=rotation`)
      await ours.page.getByText(`移交 ${year} 年度轮值`).waitFor()
      await ours.page.getByText(`移交给 ${year + 1} 年度轮值方`).waitFor()
      await ours.page.getByLabel('档案移交情况').fill('会议档案三卷，存区政协办公室。')
      await ours.page.getByLabel('经费情况').fill('无结余。')
      await ours.page.getByRole('button', { name: '生成草稿并核对' }).click()
      await ours.page.locator('.goes').getByText('会议档案三卷，存区政协办公室。').waitFor()

      // A colleague hands over while somebody types: the form stays with what was typed, and only its step is gone.
      await ours.page.goto(`${compact}/draft?kind=rotation`)
      const archive = ours.page.getByLabel('档案移交情况')
      await archive.fill('会议档案四卷。')
      const { committee } = wujiang.side
      await wujiang.side.release(
        joint.DraftRotation,
        {
          compactId: joined.compactId,
          step: { act: 'hand-over', year, to: committee, openTasks: [], archive: '三卷', budget: '无' },
        },
        { key: 'hand-over', what: '移交轮值' },
      )
      await ours.page.getByText('您填写的内容还在').waitFor()
      expect(await archive.inputValue()).toBe('会议档案四卷。')
      await ours.page.getByRole('radio', { name: /^接收.*的移交$/ }).click()
      await ours.page.getByRole('heading', { name: /^接收.*的移交$/ }).waitFor()
      expect(await archive.count()).toBe(0)
      await ours.page.goto(`${compact}/sessions`)
      await ours.page.getByRole('link', { name: '召集联席会议' }).first().waitFor()
      await qingpu.signIn(theirs.page, 'office', `${compact}/sessions`)
      await theirs.page.getByText(/^联席会议由本年度轮值方.*召集。$/).waitFor()
      expect(await theirs.page.getByRole('link', { name: '召集联席会议' }).count()).toBe(0)
      await theirs.page.goto(`${compact}/draft?kind=rotation`)
      await theirs.page.getByText('现在没有要办的轮值交接').waitFor()

      await theirs.page.goto(`${compact}/draft?kind=compact-text`)
      const articles = theirs.page.getByLabel('协议条文')
      await articles.fill(`${await articles.inputValue()}\n各方每半年通报一次任务进展。`)
      await theirs.page.getByRole('button', { name: '生成草稿并核对' }).click()
      await theirs.page.locator('.goes').getByText('各方每半年通报一次任务进展。').waitFor()
      expect([...ours.faults, ...theirs.faults]).toEqual([])
    },
  )

  test('its evidence is taken from the page and verified without any server', { timeout: 180_000 }, async () => {
    const dir = await mkdtemp(join(tmpdir(), 'lianxie-evidence-'))
    await using kept = new AsyncDisposableStack()
    kept.defer(() => rm(dir, { recursive: true, force: true }))
    await using opened = await openPage(browser, jiashan.url)
    const { page } = opened
    await jiashan.signIn(page, 'chair', `/joint/${joined.compactId}/decisions/${record}`)
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载证据包' }).click()
    const download = await downloading
    const file = join(dir, download.suggestedFilename())
    await download.saveAs(file)

    const verified = await run(process.execPath, [lianxie, 'verify', file])

    expect(verified.stdout).toContain('✓')
    expect(verified.stdout).not.toContain('✗')
  })

  test('two of them found a compact of their own, after they compared fingerprints', { timeout: 180_000 }, async () => {
    const dir = await mkdtemp(join(tmpdir(), 'lianxie-founding-'))
    await using kept = new AsyncDisposableStack()
    kept.defer(() => rm(dir, { recursive: true, force: true }))
    const keep = async (page: Page, button: string) => {
      const downloading = page.waitForEvent('download')
      const [download] = await Promise.all([downloading, page.getByRole('button', { name: button }).click()])
      const file = join(dir, download.suggestedFilename())
      await download.saveAs(file)
      return file
    }
    await using ours = await openPage(browser, wujiang.url)
    await using theirs = await openPage(browser, qingpu.url)
    await qingpu.signIn(theirs.page, 'office', '/joint/new')
    const card = await keep(theirs.page, '下载本方名片')

    await wujiang.signIn(ours.page, 'office', '/joint')
    await ours.page.getByRole('link', { name: '起草机制邀请' }).click()
    await ours.page.getByLabel('放入各方名片').setInputFiles(fileURLToPath(import.meta.url))
    await ours.page.getByText('不是密钥名片文件').waitFor()
    await ours.page.getByLabel('放入各方名片').setInputFiles(card)
    await ours.page.getByRole('button', { name: /^上移/ }).waitFor()
    await ours.page.getByLabel('机制名称').fill('吴青两地协商机制')
    await ours.page.getByLabel('协议条文').fill('两地平等协商，一致同意后生效。')
    await ours.page.getByRole('button', { name: '生成邀请文件' }).click()
    await ours.page.getByText('2 方中已有 0 方签署').waitFor()
    const path = new URL(ours.page.url()).pathname
    await signInvitation(wujiang, path)
    await ours.page.getByText('2 方中已有 1 方签署').waitFor()
    const signed = await keep(ours.page, '下载邀请文件')

    await theirs.page.goto('/joint/receive')
    await theirs.page.getByLabel('选择邀请文件').setInputFiles(card)
    await theirs.page.getByText('邀请文件无法读取。').waitFor()
    await theirs.page.getByLabel('选择邀请文件').setInputFiles(signed)
    await theirs.page.getByText('2 方中已有 1 方签署').waitFor()
    await signInvitation(qingpu, path)
    await theirs.page.getByText('机制由 2 方签署成立。').waitFor()

    expect([...ours.faults, ...theirs.faults]).toEqual([])
  })

  test('the pages of the compact are read by everybody, on the desk and on a phone', { timeout: 420_000 }, async () => {
    const { items } = await wujiang.side.as('office').ask(joint.Drafts, { limit: 1, state: 'RELEASED' })
    const compact = `/joint/${joined.compactId}`
    const paths = [
      compact,
      `${compact}/decisions`,
      `${compact}/decisions/${record}`,
      `${compact}/decisions/${record}?view=compare`,
      `${compact}/draft?kind=record`,
      `${compact}/draft?kind=attendance&session=${record}`,
      `${compact}/draft?kind=task&decision=${record}`,
      `${compact}/draft?kind=compact-text`,
      `${compact}/draft?kind=rotation`,
      `${compact}/draft?kind=instruction&about=${record}`,
      `${compact}/tasks`,
      `${compact}/researches`,
      `${compact}/sessions`,
      `${compact}/results`,
      `/joint/drafts/${items[0]!.draftId}`,
    ]

    const onDesk = await walk(browser, wujiang, [{ name: 'office', size: DESK, paths }], THEMES)
    const onPhone = await walk(browser, wujiang, [{ name: 'office', size: PHONE, paths }], ['light'])

    expect([...onDesk, ...onPhone]).toEqual([])
  })

  /** The unit whose account there is. */
  const unitName = async () => {
    const { unit } = await whomOf(wujiang.side)
    const { names } = await wujiang.side.as('office').ask(directory.Resolve, { ids: [unit!.units![0]!] })
    return names[0]!.name
  }

  const detail = (committee: Offices, decisionId: string) =>
    committee.side.as('office').ask(joint.DecisionDetail, { compactId: joined.compactId, decisionId })

  /** Waits until a version has reached a committee. */
  const heard = (committee: Offices, versionId: string) =>
    until(`${versionId} to reach a committee`, async () => {
      const { items } = await committee.side
        .as('office')
        .ask(joint.Entries, { compactId: joined.compactId, about: versionId })
      return items.some(({ entryId }) => entryId === versionId)
    })

  const newest = async (committee: Offices, decisionId: string) =>
    (await detail(committee, decisionId)).versions.at(-1)!.versionId

  /** 会签 by the chair: prepared, looked at, signed with the second factor of the sign-in. */
  async function sign(committee: Offices, decisionId: string): Promise<void> {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    const { title } = await detail(committee, decisionId)
    // What waits for the chair's signature stands on the first page.
    await committee.signIn(page, 'chair', '/home')
    const waiting = page.getByRole('listitem').filter({ hasText: '待会签' })
    await waiting.getByRole('link', { name: title, exact: true }).click({ timeout: 30_000 })
    await page.waitForURL(`**/decisions/${decisionId}`)
    await page.getByRole('link', { name: '会签这一版' }).click({ timeout: 30_000 })
    await page.getByLabel('决定的文号或届次').fill('第十五届第9次')
    await page.getByLabel('决定日期').fill('2022-06-20')
    await release(page, '签署并发出')
    await page.getByRole('link', { name: '查看结果' }).click()
    await page.getByRole('table', { name: '对第 2 版' }).getByText('第十五届第9次').first().waitFor()
    expect(faults).toEqual([])
  }

  /** A chair signs the invitation: not before each fingerprint was compared. */
  async function signInvitation(committee: Offices, path: string): Promise<void> {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    await committee.signIn(page, 'chair', path)
    await page.getByLabel('决定的文号或届次').fill('第十五届第9次')
    await page.getByLabel('决定日期').fill('2022-06-20')
    await page.getByRole('button', { name: '签署邀请' }).click()
    await page.getByText(/^请先与.*核对指纹。$/).waitFor()
    await page.getByRole('checkbox', { name: /^已与/ }).check()
    await page.getByRole('button', { name: '签署邀请' }).click()
    await page.getByRole('button', { name: '签署邀请' }).waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  }
})

/** From a filled form over the preview to what was let go. */
async function release(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: '生成草稿并核对' }).click()
  await page.getByRole('button', { name: button }).click()
  await page.getByText('已签署并发出').waitFor()
}

async function setClock({ side }: Offices, now: Date): Promise<void> {
  const answer = await fetch(`${side.urls.joint}/ops/clock`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await side.token('operator')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ now: now.toISOString() }),
  })
  expect(answer.status).toBe(200)
}
