import { expect, test } from 'vitest'
import { officeFiles } from '../office-files.ts'
import { readPdf } from '../testing/read-pdf.ts'
import { type Card, UnprintableText } from './card.ts'

const card: Card = {
  issuer: '中国人民政治协商会议江阴市委员会',
  title: '民主监督员证',
  number: '监督证第2022-007号',
  fields: [
    { name: '姓名', value: '赵竑㛃' },
    { name: '小组', value: '派驻市水利局民主监督员小组' },
    { name: '派驻单位', value: '市水利局' },
    { name: '有效期', value: '2022年3月1日至2026年12月31日' },
  ],
  code: { content: 'https://zx.example.cn/supervision/certificates/abcdefghijklmnopqrstuv/page', caption: '扫码核验' },
  issuedOn: '2022-03-01',
}

test('a card is a page of A6 with its texts, rare characters of names among them, and a code that a scanner reads', async () => {
  await using files = officeFiles()

  const bytes = await files.writeCards([card, { ...card, number: '监督证第2022-008号' }])

  const pages = await readPdf(bytes)
  expect(pages).toHaveLength(2)
  const [first, second] = pages
  expect(first).toMatchObject({ code: card.code.content, size: { width: 105, height: 148 } })
  for (const text of [card.issuer, card.title, card.number, ...card.fields.map(({ value }) => value), '扫码核验']) {
    expect(first!.text).toContain(text)
  }
  expect(first!.text).toContain('发证日期：2022年3月1日')
  expect(second!.text).toContain('2022-008号')
})

test('a card holds its font, and of the font only what it shows', async () => {
  await using files = officeFiles()

  const bytes = Buffer.from(await files.writeCards([card]))

  expect(bytes.includes('/FontFile2')).toBe(true)
  expect(bytes.toString('latin1')).toMatch(/\/BaseFont \/[A-Z]{6}\+NotoSansSC-Regular/)
  expect(bytes.length).toBeLessThan(60_000)
})

test('long texts are set smaller and stay on their page', async () => {
  await using files = officeFiles()
  const long = { name: '派驻单位', value: '市人力资源和社会保障局、市农业农村局、市文化体育和旅游局'.repeat(3) }

  const pages = await readPdf(await files.writeCards([{ ...card, fields: [...card.fields, long] }]))

  expect(pages).toHaveLength(1)
  expect(pages[0]!.text.replaceAll(/\s/g, '')).toContain(long.value)
  expect(pages[0]!.code).toBe(card.code.content)
})

test('a character without a shape is told, and nothing is printed in its place', async () => {
  await using files = officeFiles()
  const odd = { ...card, fields: [{ name: '姓名', value: '张\u{e000}三' }] }

  const refused = files.writeCards([odd])

  await expect(refused).rejects.toBeInstanceOf(UnprintableText)
  await expect(refused).rejects.toMatchObject({ characters: '\u{e000}' })
  expect((await files.writeCards([card])).length).toBeGreaterThan(0)
})
