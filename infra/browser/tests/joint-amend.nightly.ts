import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { joint } from '@lianxie/contracts'
import { until } from '@lianxie/local/demo'
import { foundCompact } from '@lianxie/local/rig'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, hasBrowser, openBrowser, openPage } from '../src/browser.ts'
import type { Committee, Offices } from '../src/committee.ts'
import { type JointCommittees, startJointCommittees } from '../src/joint-committees.ts'

const approval = { organ: '主席会议', number: '第十五届第10次', date: '2022-06-21' }

describe.skipIf(!hasBrowser)('the text of a compact is amended', () => {
  const life = new AsyncDisposableStack()
  let joined: JointCommittees
  let browser: Browser
  let wujiang: Committee
  let qingpu: Offices
  let jiashan: Offices

  beforeAll(async () => {
    joined = life.use(await startJointCommittees())
    ;[wujiang, qingpu, jiashan] = joined.committees
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 420_000)
  afterAll(() => life.disposeAsync())

  test(
    'on what took effect meanwhile, of which an open page hears, and nothing of either is lost',
    { timeout: 300_000 },
    async () => {
      await using opened = await patient(browser, qingpu.url)
      const { page, faults } = opened
      await qingpu.signIn(page, 'office', `/joint/${joined.compactId}/draft?kind=compact-text`)
      const articles = page.getByLabel('协议条文')
      await articles.fill(`${await articles.inputValue()}\n各方每半年通报一次任务进展。`)
      await page.getByLabel('存档约定').fill('各方各自存档，每年互查一次。')
      const theirs = { archiveRule: '各方各存一份，另存电子档案。', exitRule: '提前三个月书面通知各方。' }

      await inForce('heard', theirs)
      await page.getByText('另一版协议文本已经生效').waitFor()
      expect(await page.getByLabel('存档约定').inputValue()).toBe('各方各自存档，每年互查一次。')
      await page.getByRole('button', { name: '生成草稿并核对' }).click()

      await decide(page, theirs.archiveRule, '用我的')
      expect(await page.getByLabel('退出约定').inputValue()).toBe(theirs.exitRule)
      await page.getByRole('button', { name: '生成草稿并核对' }).click()
      const goes = page.locator('.goes')
      await goes.getByText('各方每半年通报一次任务进展。').waitFor()
      expect(await goes.innerText()).toContain('各方各自存档，每年互查一次。')
      expect(await goes.innerText()).toContain(theirs.exitRule)
      expect(faults).toEqual([])
    },
  )

  test('and a page that did not hear of it is told before anything is covered up', { timeout: 300_000 }, async () => {
    await using opened = await patient(browser, qingpu.url)
    const { page, faults } = opened
    await page.route('**/changes**', (route) => route.abort())
    await qingpu.signIn(page, 'office', `/joint/${joined.compactId}/draft?kind=compact-text`)
    const articles = page.getByLabel('协议条文')
    await articles.fill(`${await articles.inputValue()}\n重大事项随时通报。`)
    await page.getByLabel('存档约定').fill('各方存档十年。')
    const theirs = { archiveRule: '各方存档，期限三十年。', linkages: ['联合调研', '联合视察'] }

    await inForce('unheard', theirs)
    await page.getByRole('button', { name: '生成草稿并核对' }).click()

    await decide(page, theirs.archiveRule, '用对方的')
    await page.getByRole('button', { name: '生成草稿并核对' }).click()
    const goes = page.locator('.goes')
    await goes.getByText('重大事项随时通报。').waitFor()
    expect(await goes.innerText()).toContain(theirs.archiveRule)
    expect(await goes.innerText()).toContain('联合视察')
    expect(faults).toEqual([])
  })

  test(
    'a committee joins by the file it was given; when it has left, the next text does without it',
    { timeout: 420_000 },
    async () => {
      const dir = await mkdtemp(join(tmpdir(), 'lianxie-joining-'))
      await using kept = new AsyncDisposableStack()
      kept.defer(() => rm(dir, { recursive: true, force: true }))
      const { compactId } = await foundCompact(
        '吴青两地协商机制',
        [wujiang, qingpu].map(({ side }) => ({ office: side.as('office'), chair: side.as('chair') })),
      )
      const compact = `/joint/${compactId}`
      await using ours = await patient(browser, wujiang.url)
      await using theirs = await patient(browser, jiashan.url)

      await jiashan.signIn(theirs.page, 'office', '/joint')
      await theirs.page.getByRole('link', { name: '加入机制' }).click()
      const card = await keep(theirs.page, '下载本方名片', dir)
      const prints = await theirs.page.locator('.fingerprint').allTextContents()

      await wujiang.signIn(ours.page, 'office', compact)
      await ours.page.getByText('请新成员加入').click()
      const founding = await keep(ours.page, '下载成立文件', dir)
      await ours.page.getByRole('link', { name: '修订协议文本' }).first().click()
      await ours.page.getByLabel('放入新成员的密钥名片').setInputFiles(founding)
      await ours.page.getByText('不是密钥名片文件').waitFor()
      await ours.page.getByLabel('放入新成员的密钥名片').setInputFiles(card)
      await ours.page.getByRole('button', { name: /^移除/ }).waitFor()
      await expect.poll(() => ours.page.locator('.cardprint .fingerprint').allTextContents()).toEqual(prints)
      expect(await axeFindings(ours.page)).toEqual([])
      await ours.page.getByRole('button', { name: '生成草稿并核对' }).click()
      await ours.page.locator('.goes').getByText('嘉善').first().waitFor()
      const versionId = await letGo(wujiang, ours.page)

      const wrong = join(dir, 'wrong.json')
      const bundle = JSON.parse(await readFile(founding, 'utf8')) as { founding: string }
      const text = Buffer.from(bundle.founding, 'base64').toString('utf8')
      const changed = Buffer.from(text.replace('吴青', '青吴')).toString('base64')
      await writeFile(wrong, JSON.stringify({ ...bundle, founding: changed }))
      await theirs.page.goto('/joint/receive')
      await theirs.page.getByLabel('选择邀请文件').setInputFiles(founding)
      await theirs.page.getByText('邀请文件的成员中没有本委员会。').waitFor()
      await theirs.page.getByText('受邀加入已成立的机制').getByRole('link', { name: '加入机制' }).click()
      await theirs.page.getByLabel('选择成立文件').setInputFiles(card)
      await theirs.page.getByText('这不是机制的成立文件').waitFor()
      await theirs.page.getByLabel('选择成立文件').setInputFiles(wrong)
      await theirs.page.getByText('文件中的签名无效').waitFor()
      expect(await theirs.page.getByRole('button', { name: '加入机制', exact: true }).count()).toBe(0)
      await theirs.page.getByLabel('选择成立文件').setInputFiles(founding)
      await theirs.page.getByText('2 方成立时的签名全部有效。').waitFor()
      await theirs.page.getByRole('button', { name: '加入机制', exact: true }).click()
      await theirs.page.getByText(/^请先与.*核对指纹。$/).waitFor()
      expect(await axeFindings(theirs.page)).toEqual([])
      for (const box of await theirs.page.getByRole('checkbox', { name: /^已与/ }).all()) await box.check()
      await theirs.page.getByRole('button', { name: '加入机制', exact: true }).click()
      await theirs.page.getByText('本方不在现行协议文本的成员之中').waitFor()
      expect(await axeFindings(theirs.page)).toEqual([])

      await ours.page.goto(compact)
      await ours.page.getByText('以数据包往来').click()
      const carried = await keep(ours.page, '下载数据包', dir)
      await theirs.page.getByText('以数据包往来').click()
      await theirs.page.getByLabel('放入数据包').setInputFiles(carried)
      await theirs.page.getByText('收下 1 条').waitFor()
      await theirs.page.goto(`${compact}/decisions/${compactId}`)
      await theirs.page.locator('[data-side=jiashan-cppcc]').getByText('待签').waitFor()
      await theirs.page.getByText('与前一版比较').click()
      await theirs.page.locator('.difference ins', { hasText: '嘉善' }).waitFor()
      await signs(jiashan, compactId, versionId, 'join')
      await carry(compactId, wujiang, qingpu)
      await carry(compactId, jiashan, wujiang, qingpu)
      await signs(qingpu, compactId, versionId, 'join')
      await carry(compactId, qingpu, wujiang)
      await signs(wujiang, compactId, versionId, 'join')
      await carry(compactId, wujiang, qingpu, jiashan)

      await theirs.page.goto(compact)
      await theirs.page.getByText('机制由 3 方签署成立。').waitFor()
      await theirs.page.locator('.sides [data-side=jiashan-cppcc]').getByText('已签').waitFor()
      await jiashan.side.release(
        joint.DraftLeave,
        { compactId, reason: '区划调整' },
        { key: 'leave', what: '退出机制', signer: 'chair' },
      )
      await carry(compactId, jiashan, wujiang, qingpu)
      await ours.page.goto(`${compact}/draft?kind=compact-text`)
      await ours.page.getByText('已退出', { exact: true }).waitFor()
      expect(await ours.page.getByRole('checkbox', { name: /嘉善/ }).isChecked()).toBe(false)
      await ours.page.getByRole('checkbox', { name: /青浦/ }).uncheck()
      await ours.page.getByRole('button', { name: '生成草稿并核对' }).click()
      await ours.page.getByText('协议文本至少要有两方成员。').waitFor()
      await ours.page.getByRole('checkbox', { name: /青浦/ }).check()
      await ours.page.getByRole('button', { name: '生成草稿并核对' }).click()
      await ours.page.locator('.goes').waitFor()
      expect(await ours.page.locator('.goes').innerText()).not.toContain('嘉善')
      expect([...ours.faults, ...theirs.faults]).toEqual([])
    },
  )

  /** A version of the compact that 吴江 drafts on what is in force, signed by all three, its convenor last. */
  async function inForce(
    key: string,
    change: { archiveRule: string; exitRule?: string; linkages?: string[] },
  ): Promise<void> {
    const { compactId } = joined
    const { text, textVersion } = await wujiang.side.as('office').ask(joint.CompactDetail, { compactId })
    const versionId = await wujiang.side.release(
      joint.DraftCompactText,
      { compactId, text: { ...text, ...change }, amends: textVersion === compactId ? [] : [textVersion] },
      { key: `text-${key}`, what: '修订协议', signer: 'chair' },
    )
    for (const committee of [qingpu, jiashan]) {
      await heard(committee, versionId)
      await heard(wujiang, await signs(committee, compactId, versionId, key))
    }
    await signs(wujiang, compactId, versionId, key)
    await until('the new text to be in force at 青浦', async () => {
      const compact = await qingpu.side.as('office').ask(joint.CompactDetail, { compactId })
      return compact.textVersion === versionId
    })
  }

  const signs = (committee: Offices, compactId: string, versionId: string, key: string) =>
    committee.side.release(
      joint.DraftCountersignature,
      { compactId, versionId, approval },
      { key: `sign-${key}`, what: '会签', signer: 'chair' },
    )

  /** Waits until an entry has reached a committee. */
  const heard = ({ side }: Offices, entry: string) =>
    until(`${entry} to reach a committee`, async () => {
      const { items } = await side.as('office').ask(joint.Entries, { compactId: joined.compactId, limit: 200 })
      return items.some(({ entryId }) => entryId === entry)
    })
})

/** A page that is waited for on a machine that runs three committees and more. */
async function patient(browser: Browser, url: string) {
  const opened = await openPage(browser, url)
  opened.page.setDefaultTimeout(60_000)
  return opened
}

/** Both texts of 存档约定 stand beside each other, and one is chosen. */
async function decide(page: Page, theirs: string, choice: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: '同时修改：存档约定' })
  await dialog.getByText(theirs).click()
  if (choice === '用我的') await dialog.getByText('您填写的').click()
  await dialog.getByRole('button', { name: choice }).click()
  await dialog.waitFor({ state: 'detached' })
}

async function keep(page: Page, button: string, dir: string): Promise<string> {
  const downloading = page.waitForEvent('download')
  const [download] = await Promise.all([downloading, page.getByRole('button', { name: button }).click()])
  const file = join(dir, download.suggestedFilename())
  await download.saveAs(file)
  return file
}

/** The draft that a page shows, let go by the chair; answers the signed entry. */
async function letGo({ side }: Offices, page: Page): Promise<string> {
  const draftId = new URL(page.url()).pathname.split('/').at(-1)!
  const { contentHash } = await side.as('chair').ask(joint.DraftDetail, { draftId })
  const { events } = await side.as('chair').send(joint.ReleaseDraft, { draftId, contentHash })
  return (events[0]!.data as { entryId: string }).entryId
}

/** 数据包: everything that one side holds, taken in by the others. */
async function carry(compactId: string, from: Offices, ...to: readonly Offices[]): Promise<void> {
  const bundle = `/joint/compacts/${compactId}/bundle`
  const authorization = async ({ side }: Offices) => `Bearer ${await side.token('office')}`
  const given = await fetch(`${from.side.urls.joint}${bundle}`, {
    headers: { authorization: await authorization(from) },
  })
  expect(given.status).toBe(200)
  const body = await given.arrayBuffer()
  for (const one of to) {
    const taken = await fetch(`${one.side.urls.joint}${bundle}?carrier=${from.side.committee}`, {
      method: 'POST',
      headers: { authorization: await authorization(one), 'content-type': 'application/octet-stream' },
      body,
    })
    expect(taken.status).toBe(200)
  }
}
