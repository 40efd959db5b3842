import { readFileSync } from 'node:fs'
import { codeAt } from '@lianxie/local/demo'
import { openBrowser, openPage, DESK, PHONE } from '../src/browser.ts'
const dir = '/tmp/lx/demo-walk/qingwujia-cppcc-1plus3/'
const SIDES: any = {
  wujiang: ['wujiang-cppcc', 5617],
  qingpu: ['qingpu-cppcc', 5627],
  jiashan: ['jiashan-cppcc', 5637],
}
const [side, name, size, ...paths] = process.argv.slice(2)
const [folder, port] = SIDES[side!]
const accounts = JSON.parse(readFileSync(`${dir}${folder}/accounts.json`, 'utf8'))
const browser = await openBrowser()
const opened = await openPage(browser, `http://127.0.0.1:${port}`, size === 'phone' ? PHONE : DESK)
const { page, faults } = opened
if (name !== '-') {
  const person = accounts[name!]
  await page.goto('/sign-in')
  await page.getByLabel('账号').fill(person.userName)
  await page.getByLabel('密码').fill(person.password)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  if (person.secret) {
    await page
      .getByLabel('动态验证码')
      .fill(await codeAt(person.secret, Math.floor(Date.now() / 30000) + Number(process.env.SKEW ?? 0)))
    await page.keyboard.press('Enter')
  }
  await page.waitForURL((u) => u.pathname !== '/sign-in' && u.pathname !== '/')
  console.log('home of', name, page.url())
}
for (const path of paths) {
  await page.goto(path)
  await page
    .locator('h1')
    .first()
    .waitFor({ timeout: 15000 })
    .catch(() => console.log('no h1', path))
  await page.waitForTimeout(Number(process.env.WAIT ?? 2500))
  const file = `/tmp/lx/walk-shots/${side}-${name}-${size}-${path.replaceAll(/[^a-z0-9]+/gi, '_').slice(0, 60)}.png`
  await page.screenshot({ path: file, fullPage: true })
  if (process.env.TEXT)
    console.log(`=== ${path}\n` + (await page.locator('main').innerText()).slice(0, Number(process.env.TEXT)))
  console.log(file, faults.splice(0).join(' | '))
}
if (process.env.MENU) console.log(await page.locator('nav.menu').first().innerText())
await browser.close()
