import { codeAt } from '@lianxie/local/demo'
import type { Page } from 'playwright-core'
import type { Committee } from './committee.ts'

/** 绑定二次验证 in the dialog that asks for a code, for somebody who has no authenticator; what was asked for goes on after it. */
export async function enrol({ side }: Committee, page: Page, name: string): Promise<void> {
  const { password } = (await side.people.credentials())[name]!
  const dialog = page.getByRole('dialog').filter({ has: page.getByRole('list', { name: '绑定二次验证' }) })
  await dialog.getByLabel('当前密码').fill(password)
  await dialog.getByRole('button', { name: '开始绑定' }).click()
  const secret = (await dialog.locator('.secret').innerText()).replaceAll(' ', '')
  await dialog.getByLabel('验证器显示的 6 位验证码').fill(await codeAt(secret, Math.floor(Date.now() / 30_000)))
  await dialog.getByRole('button', { name: '核对并绑定' }).click()
  await dialog.getByRole('button', { name: '已存好，继续' }).click()
}
