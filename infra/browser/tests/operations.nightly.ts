import { contexts, directory, identity } from '@lianxie/contracts'
import { createLog, openDatabase } from '@lianxie/service-kit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { axeFindings, hasBrowser, openBrowser, openPage } from '../src/browser.ts'
import { type Committee, startCommittee } from '../src/committee.ts'
import { newAccount } from '../src/new-account.ts'

describe.skipIf(!hasBrowser)('operators at work', () => {
  const life = new AsyncDisposableStack()
  let committee: Committee
  let browser: Browser

  beforeAll(async () => {
    committee = life.use(await startCommittee())
    browser = await openBrowser()
    life.defer(() => browser.close())
  }, 180_000)
  afterAll(() => life.disposeAsync())

  test('an operator sees every service by what it really did last', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    await committee.signIn(page, 'operator', '/operations')
    await page.getByText('系统可用。').waitFor()

    const rows = page.getByRole('table', { name: '依赖与最近一次真实操作' }).getByRole('row')
    expect(await rows.filter({ hasText: '写入并读回一条检查记录' }).count()).toBe(Object.keys(contexts).length)
    await page.getByText('没有停止重试的事件。').or(page.locator('.matters').first()).first().waitFor()
    expect(faults).toEqual([])
  })

  test('accounts are opened, one proposes a role and another approves it, and what opens an account asks for a code', async () => {
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    await committee.signIn(page, 'operator', '/accounts/new')

    await page.getByLabel('账号，每行一个').fill('New.Clerk')
    await page.getByRole('button', { name: '开通 1 个账号' }).click()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: '下载一次性密码（仅一次）' }).click()
    expect((await downloading).suggestedFilename()).toBe('one-time-passwords.csv')
    await page.getByText('系统不再保存一次性密码').waitFor()
    await page.getByRole('link', { name: '查看新账号并提请授权' }).click()
    await page.getByRole('link', { name: 'new.clerk' }).click()
    await page.getByRole('button', { name: '提请授权' }).click()
    const form = page.getByRole('form', { name: '提请授权' })
    await form.getByRole('button', { name: '提请授权' }).click()
    await form.getByText('请填写职务。').waitFor()
    await form.getByLabel('职务').selectOption('STAFF_INFO')
    await form.getByLabel('原因').fill('到岗')
    await page.keyboard.press('Enter')
    await page.getByRole('table', { name: '角色授权' }).getByText('待批准').waitFor()
    await page.goto('/accounts/grants?state=PROPOSED')
    await page.getByText('须由另一人批准。').first().waitFor()
    expect(await page.getByRole('checkbox').count()).toBe(0)

    await page.context().clearCookies()
    await committee.signIn(page, 'approver', '/accounts/grants')
    await page.getByLabel('选择 new.clerk 的信息工作人员').check()
    await page.getByRole('button', { name: '批准授权' }).click()
    await page.getByRole('row').filter({ hasText: 'new.clerk' }).getByText('有效').waitFor()
    const { items } = await committee.side.as('auditor').ask(identity.RoleGrants, { role: ['STAFF_INFO'] })
    expect(items.filter(({ userName }) => userName === 'new.clerk')).toMatchObject([
      { userName: 'new.clerk', proposedByName: 'operator', approvedByName: 'approver' },
    ])
    expect(faults).toEqual([])
  })

  test('an account that is stopped while it is at work is out with its next request', async () => {
    const { userName, oneTimePassword } = await newAccount(committee, 'leaving', ['STAFF_PROPOSAL'])
    await using desk = await openPage(browser, committee.url)
    await using keeper = await openPage(browser, committee.url)
    const { page } = desk
    await page.goto('/sign-in?to=%2Fproposals')
    await page.getByLabel('账号').fill(userName)
    await page.getByLabel('密码').fill(oneTimePassword)
    await page.keyboard.press('Enter')
    await page.getByLabel('一次性密码').fill(oneTimePassword)
    await page.getByLabel('新密码', { exact: true }).fill('Long-River-2026')
    await page.getByLabel('再输一次新密码').fill('Long-River-2026')
    await page.keyboard.press('Enter')
    await page.getByRole('searchbox').waitFor()

    await committee.signIn(keeper.page, 'approver', '/accounts?text=leaving')
    await keeper.page.getByRole('link', { name: 'leaving' }).click()
    await keeper.page.getByRole('button', { name: '停用账号' }).click()
    const dialog = keeper.page.getByRole('dialog')
    await dialog.getByRole('button', { name: '停用账号' }).click()
    await dialog.getByText('请写明原因').waitFor()
    await dialog.getByLabel('原因').fill('离岗')
    await dialog.getByRole('button', { name: '停用账号' }).click()
    await keeper.page.getByText('已停用').waitFor()

    await page.getByRole('searchbox').fill('停车')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/sign-in?to=*')
    expect([...desk.faults, ...keeper.faults]).toEqual([])
  })

  test('an auditor reads sign-ins beyond where they are counted, and by hand what did not come by itself', async () => {
    const { pool } = openDatabase(committee.databaseUrls['identity']!, {
      name: 'story',
      log: createLog({ level: 'silent' }),
      max: 1,
    })
    await using closed = new AsyncDisposableStack()
    closed.defer(() => pool.end())
    await pool.query(`
      insert into sign_in_audit (at, method, outcome, name_hash, address, agent)
      select now() - n * interval '1 minute', 'PASSWORD', 'WRONG', encode(sha256(n::text::bytea), 'hex'), '10.1.2.3', 'curl'
      from generate_series(1, 1150) n`)
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    let isCut = false
    await page.route(/sign-ins\?.*cursor=/, (route) => (isCut ? route.abort() : route.continue()))
    const last = page.locator('tr[data-row]').last()
    const rowsRead = async () => {
      await page.keyboard.press('End')
      return Number(await last.getAttribute('data-row'))
    }

    await committee.signIn(page, 'auditor', '/accounts/sign-ins')
    await page.getByText('1000+').waitFor()
    const told = await page.getByRole('table').getAttribute('aria-rowcount')
    await expect.poll(rowsRead, { timeout: 20_000 }).toBeGreaterThan(600)
    isCut = true
    const failure = page.getByText('暂时连不上')
    await expect
      .poll(
        async () => {
          await rowsRead()
          return failure.count()
        },
        { timeout: 20_000 },
      )
      .toBe(1)
    const held = await rowsRead()
    isCut = false
    await page.getByRole('button', { name: '再看一些' }).click()

    await expect.poll(rowsRead, { timeout: 20_000 }).toBeGreaterThanOrEqual(1_150)
    expect(told).toBe('-1')
    expect(held).toBeLessThan(1_000)
    expect(await page.getByRole('button', { name: '再看一些' }).count()).toBe(0)
    expect(await axeFindings(page)).toEqual([])
    expect(faults).toEqual([])
  })

  test('an event that died is looked at, retried once its cause is mended, and what waited behind it follows', async () => {
    const { pool } = openDatabase(committee.databaseUrls['identity']!, {
      name: 'story',
      log: createLog({ level: 'silent' }),
      max: 1,
    })
    await using mended = new AsyncDisposableStack()
    mended.defer(() => pool.end())
    await using opened = await openPage(browser, committee.url)
    const { page, faults } = opened
    await pool.query('alter table known_party add constraint closed check (false) not valid')
    const { events } = await committee.side.as('office').send(directory.RegisterUnit, {
      name: '吴江区数据局',
      unitKind: 'HANDLING_UNIT',
      side: 'GOVERNMENT',
      registeredOn: '2026-03-02',
    })
    const { unitId } = events[0]!.data as { unitId: string }
    // It has failed for the first time; the tries that take twenty seconds are left out, but the last.
    await expect
      .poll(
        async () =>
          (await pool.query(`update waiting_event set attempts = 4, retry_at = now() where attempts between 1 and 3`))
            .rowCount,
        { timeout: 15_000 },
      )
      .toBe(1)
    await expect.poll(async () => (await pool.query('select from dead_event')).rowCount, { timeout: 15_000 }).toBe(1)

    await committee.signIn(page, 'operator', '/operations')
    await page.getByRole('link', { name: '1 条事件停止重试' }).waitFor()
    const dead = page.getByRole('article').filter({ hasText: unitId })
    await dead.getByRole('button', { name: '查看事件内容' }).click()
    await dead.getByText(unitId).last().waitFor()
    expect(await dead.textContent()).toMatch(/database error 23514/)
    await pool.query('alter table known_party drop constraint closed')
    await dead.getByRole('button', { name: '重试' }).click()

    await page.getByText('系统可用。没有需要处理的事。').waitFor()
    expect((await pool.query('select from known_party where id = $1', [unitId])).rowCount).toBe(1)
    expect(faults).toEqual([])
  })
})
