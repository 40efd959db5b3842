import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { OfficialDocument } from '../official/official-document.ts'
import { printPage } from './print-page.ts'

const EVIL = `</style><script>alert("1")</script>&'\u0000𠮷`
const SAFE = '&lt;/style&gt;&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&amp;&#39;𠮷'

/** A document with the same text wherever one may stand. */
const filledWith = (text: string, form: 'letter' | 'document'): OfficialDocument => ({
  head: { form, sender: text },
  corner: text,
  number: text,
  title: text,
  addressees: [text],
  body: [
    { kind: 'heading', text },
    { kind: 'text', text: `一、${text}\n${text}` },
    { kind: 'form', rows: [[{ name: text, value: `${text}\n${text}` }]] },
  ],
  attachments: [text, text],
  signature: { units: [text], on: '2022-05-06', sealed: true },
  remarks: [text],
  copies: [text],
  issued: { by: text, on: '2022-05-06' },
})

test.each([
  ['letter', 17],
  ['document', 18],
] as const)('every text of a %s is shown, and none is markup', (form, count) => {
  const html = printPage(filledWith(EVIL, form))

  expect(html.split(SAFE)).toHaveLength(count + 1)
  expect(html).not.toContain('<script')
  expect(html).not.toContain('\u0000')
  expect(html.match(/<\/style>/g)).toHaveLength(1)
})

test('a page allows its own style and nothing else', () => {
  const html = printPage(filledWith('文', 'letter'))
  const style = /<style>(.*)<\/style>/su.exec(html)![1]!
  const hash = createHash('sha256').update(style).digest('base64')

  expect(html).toContain(`default-src &#39;none&#39;; style-src &#39;sha256-${hash}&#39;`)
  expect(html).not.toMatch(/ style=|url\(|@import|https?:/)
})

describe('the sheet', () => {
  test('is A4 with the margins of the standard', () => {
    expect(printPage({ title: '标题', body: [] })).toContain('@page{size:A4;margin:37mm 26mm 35mm 28mm}')
  })

  test('numbers its pages, but not the first one of a letter', () => {
    const plain = printPage({ title: '标题', body: [] })
    const letter = printPage({ title: '标题', body: [], head: { form: 'letter', sender: '某局' } })

    expect(plain).toContain('content:"— " counter(page) " —"')
    expect(plain).not.toContain('@bottom-right{content:none}')
    expect(letter).toContain('@page :first{margin-top:15mm;@bottom-right{content:none}')
  })

  test('gives headings the faces of their levels', () => {
    const html = printPage({ title: '标题', body: [{ kind: 'text', text: '一、基本\n（一）工作。正文' }] })

    expect(html).toContain('<p class="heading"><span class="first">一、基本</span></p>')
    expect(html).toContain('<p><span class="second">（一）工作。</span>正文</p>')
  })
})
