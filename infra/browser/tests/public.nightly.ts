import { readFile } from 'node:fs/promises'
import {
  countersign,
  describeFile,
  draftVersion,
  evidenceOf,
  fingerprintOf,
  generateKey,
  localSigner,
} from '@lianxie/joint-protocol'
import { createWorld, recordContent, settle } from '@lianxie/joint-protocol/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, DESK, hasBrowser, openBrowser, openPage, PHONE } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'

const REPORT = { name: '调研报告.txt', mimeType: 'text/plain', buffer: Buffer.from('太浦河水体联保共治调研报告全文') }

/** The evidence of a record with a file, of which one side signed with a key of 国密. */
async function soundEvidence(): Promise<Buffer> {
  const world = await createWorld()
  const qingpu = world.side('qingpu')
  const next = localSigner(generateKey('sm2-sm3').privateKey)
  qingpu.signers.set(fingerprintOf(next.key), next)
  const file = await describeFile([REPORT.buffer], { name: REPORT.name, mediaType: 'text/plain' })
  for (const side of world.sides.values()) await side.files.putChunk(file, 0, REPORT.buffer)
  const { member } = world.side('wujiang')
  const content = recordContent('水体联保共治纪要')
  const { id } = await member.act(
    draftVersion(member.view, { kind: 'record', convenor: 'wujiang', content, files: [file] }),
  )
  await settle(world)
  await qingpu.member.act({ kind: 'comment', body: { about: id, text: '换用国密' } })
  await qingpu.store.transaction((tx) => qingpu.member.rotate(tx, next))
  for (const side of ['qingpu', 'jiashan', 'wujiang']) {
    await settle(world)
    await world.side(side).member.act(countersign(id))
  }
  await settle(world)
  return Buffer.from(evidenceOf(member.view, world.founding, id))
}

/** One byte of the last signature is another. */
function damaged(evidence: Buffer): Buffer {
  const at = evidence.lastIndexOf('"signature":"') + 20
  const changed = Buffer.from(evidence)
  changed[at] = changed[at] === 0x41 ? 0x42 : 0x41
  return changed
}

describe.skipIf(!hasBrowser)('what is open to everybody, in a browser', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser
  let evidence: Buffer

  beforeAll(async () => {
    const starting = startCommittee()
    evidence = await soundEvidence()
    committee = life.use(await starting)
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)

  afterAll(() => life.disposeAsync())

  const give = (page: Page, name: string, buffer: Buffer, ...beside: (typeof REPORT)[]) =>
    page.getByLabel('选择证据文件').setInputFiles([{ name, mimeType: 'application/json', buffer }, ...beside])

  test('whoever opened the page verifies evidence with the network cut, and nothing is sent', async () => {
    await using opened = await openPage(browser, committee.url, PHONE)
    const { page, faults } = opened
    // The program that verifies comes with the page, in a thread of its own.
    const loaded = page.waitForEvent('worker')
    await page.goto('/open/verify')
    await (await loaded).evaluate(() => self.name)
    await page.waitForLoadState('networkidle')
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.context().setOffline(true)

    await give(page, 'evidence.json', evidence, REPORT)
    const sound = page.getByRole('article', { name: '核验通过：这份文件内容完整、签名与下列密钥相符，已经生效' })
    await sound.waitFor()
    await give(page, 'changed.json', damaged(evidence))
    const changed = page.getByRole('article', { name: '核验未通过：内容或签名被改动过' })
    await changed.waitFor()
    await give(page, 'photo.json', Buffer.from('{"name":"不是证据"}'))
    const none = page.getByRole('article', { name: '核验未通过：这不是证据文件，或已损坏' })
    await none.waitFor()
    await give(page, 'evidence.json', evidence, { ...REPORT, buffer: Buffer.from('换过的报告') })
    await page.getByRole('article', { name: '附件与所签的不符' }).waitFor()

    expect(await sound.getByRole('list', { name: '签署各方' }).getByRole('listitem').count()).toBe(3)
    expect(await sound.innerText()).toContain('水体联保共治纪要')
    // Anybody can make keys in any name: what they are stands open beside the verdict.
    const keys = sound.getByRole('region', { name: '签署所用的密钥' })
    expect(await keys.getByText('任何人都能以任何名义生成密钥').isVisible()).toBe(true)
    expect(await keys.getByText(/ 成立时的签名密钥$/).count()).toBe(3)
    expect(await sound.getByText('附件一致').count()).toBe(1)
    expect(await sound.locator('.proofsteps .bad').count()).toBe(0)
    expect(await changed.getByText(/^涉及：/).count()).toBe(1)
    expect(await changed.getByText('签署所用的密钥').count()).toBe(0)
    expect(await changed.getByText('不再往下核验').count()).toBe(1)
    expect(await none.getByText('其余步骤').count()).toBe(1)
    expect(asked).toEqual([])
    expect(faults).toEqual([])
    expect(await axeFindings(page)).toEqual([])
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(beyond).toBeLessThanOrEqual(0)
  })

  test('a program that could not be loaded is said, and the next try works', async () => {
    await using opened = await openPage(browser, committee.url, PHONE)
    const { page } = opened
    await page.route(/verifier\.worker/, (route) => route.abort())
    await page.goto('/open/verify')

    await give(page, 'evidence.json', evidence)
    await page.getByText('核验程序没能运行，文件没有核验。').waitFor()
    await page.unroute(/verifier\.worker/)
    await give(page, 'evidence.json', evidence)

    await page.getByRole('article', { name: /^核验通过/ }).waitFor()
    expect(await page.getByText('核验程序没能运行').count()).toBe(0)
  })

  test('a file that is dropped is verified too, and its account is printed alone', async () => {
    await using opened = await openPage(browser, committee.url, DESK)
    const { page, faults } = opened
    await page.goto('/open/verify')
    await page.getByRole('heading', { name: '什么是证据文件' }).waitFor()
    const golden = await readFile(
      new URL('../../../packages/joint-protocol/golden/proposal-result.evidence.json', import.meta.url),
      'utf8',
    )
    const dropped = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], 'golden.json', { type: 'application/json' }))
      return transfer
    }, golden)
    await page.dispatchEvent('.evidence', 'drop', { dataTransfer: dropped })
    const sound = page.getByRole('article', { name: '核验通过：这份文件未被改动、签名与下列密钥相符' })
    await sound.waitFor()
    await give(page, 'changed.json', damaged(evidence))
    await page.getByRole('article', { name: /内容或签名被改动过/ }).waitFor()
    await page.evaluate(() => {
      window.print = () => undefined
    })
    await sound.getByRole('button', { name: '打印核验单' }).click()
    await page.emulateMedia({ media: 'print' })

    expect(
      await page.getByRole('article').evaluateAll((all) => all.filter((one) => one.checkVisibility()).length),
    ).toBe(1)
    expect(await sound.isVisible()).toBe(true)
    expect(faults).toEqual([])
  })

  test('a citizen finds the plan of the year, turns to another and comes back', async () => {
    await using opened = await openPage(browser, committee.url, PHONE)
    const { page, faults } = opened
    await page.goto('/open')
    const ways = page.getByRole('navigation', { name: '公开内容' })
    await ways.getByRole('link', { name: /年度协商计划/ }).click()
    await page.goto('/open/plan?year=2022')
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.getByText(/^共 \d+ 项。$/).waitFor()
    const items = await page.locator('.planned > li').count()
    const forms = await page.getByRole('heading', { level: 2 }).allInnerTexts()
    await page.getByRole('button', { name: '2021 年' }).click()
    await page.getByText('2021 年的协商计划尚未公布').waitFor()
    await page.getByRole('link', { name: '政协苏州市吴江区委员会' }).click()
    await ways.getByRole('link', { name: /联动协商成果/ }).click()
    await page.getByText('还没有公开的联动协商成果').waitFor()
    await page.getByRole('link', { name: '返回公开页面' }).click()
    await page.waitForURL('**/open')

    expect(items).toBeGreaterThan(20)
    expect(forms).toContain('专题协商')
    expect(faults).toEqual([])
  })
})
