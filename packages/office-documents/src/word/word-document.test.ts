import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { OfficialDocument } from '../official/official-document.ts'
import { replyLetter } from '../official/reply-letter.ts'
import { wordDocument } from './word-document.ts'

const reply = (form?: 'letter' | 'document') =>
  replyLetter({
    unit: '吴兴区住房和城乡建设局',
    ...(form && { head: { form, sender: '吴兴区住房和城乡建设局' } }),
    number: '吴建函〔2022〕12号',
    resultClass: 'A类',
    session: '区政协五届一次会议',
    proposalNumber: '第23号',
    addressees: ['沈某委员', '民进区基层委'],
    body: '一、基本情况\n（一）已开展的工作。正文<b>&\u0001𠮷\n1.第三层',
    attachments: ['计划表', '分解表'],
    signedOn: '2022-05-06',
    contact: { person: '张某', phone: '0572-0000000' },
    copies: ['区政协提案委', '区政府办公室'],
  })

async function partsOf(document: OfficialDocument): Promise<Record<string, string>> {
  const parts = unzipSync(await wordDocument(document))
  return Object.fromEntries(Object.entries(parts).map(([path, bytes]) => [path, strFromU8(bytes)]))
}

const documentOf = async (document: OfficialDocument) => (await partsOf(document))['word/document.xml']!

/** The paragraph that holds a text. */
const paragraphWith = (xml: string, text: string) =>
  xml.match(/<w:p>(?:(?!<\/w:p>).)*<\/w:p>/gsu)!.find((paragraph) => textOf(paragraph).includes(text))!

const textOf = (xml: string) => [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>/gu)].map(([, text]) => text).join('')

describe('the page', () => {
  test('is A4 with a text area of 156 mm by 225 mm, 37 mm from the top and 28 mm from the left', async () => {
    const xml = await documentOf(reply())

    const [width, height] = /<w:pgSz w:w="(\d+)" w:h="(\d+)"/.exec(xml)!.slice(1).map(Number)
    const margin = (side: string) => Number(new RegExp(`<w:pgMar[^>]* w:${side}="(\\d+)"`).exec(xml)![1])
    const millimetres = (twips: number) => (twips / 1440) * 25.4

    expect([width, height]).toEqual([11906, 16838])
    expect([margin('top'), margin('left')]).toEqual([2098, 1587])
    expect(millimetres(width! - margin('left') - margin('right'))).toBeCloseTo(156, 0)
    expect(millimetres(height! - margin('top') - margin('bottom'))).toBeCloseTo(225, 0)
  })

  test('holds 28 characters in a line and 22 lines', async () => {
    const { 'word/document.xml': xml, 'word/styles.xml': styles } = await partsOf(reply())

    const body = paragraphWith(xml!, '1.第三层')
    const [width, left, right] = [/w:w="(\d+)" w:h/, /w:left="(\d+)"/, /w:right="(\d+)"/].map((pattern) =>
      Number(pattern.exec(/<w:pgSz.*<w:pgMar[^>]*>/.exec(xml!)![0])![1]),
    )
    const spacing = Number(/<w:rPrDefault>.*<w:spacing w:val="(-?\d+)"/.exec(styles!)![1])

    expect(body).toContain('w:line="560"')
    expect(body).toContain('w:lineRule="exact"')
    expect(Math.floor((16838 - 2098 - 1984) / 560)).toBe(22)
    expect((width! - left! - right!) / (16 * 20 + spacing)).toBe(28)
  })

  test('has its number at the outer edge, and none on the first page of a letter', async () => {
    const letter = await partsOf(reply('letter'))
    const footers = Object.keys(letter).filter((path) => /^word\/footer\d\.xml$/.test(path))
    const numbered = footers.map((path) => letter[path]!).filter((xml) => xml.includes('PAGE'))

    expect(footers).toHaveLength(3)
    expect(new Set(numbered.map((xml) => /<w:jc w:val="(\w+)"/.exec(xml)![1]))).toEqual(new Set(['left', 'right']))
    for (const xml of numbered) expect(textOf(xml)).toBe('—  —')
    expect(numbered.every((xml) => xml.includes('w:eastAsia="宋体"') && xml.includes('<w:sz w:val="28"/>'))).toBe(true)
    expect(letter['word/document.xml']).toContain('<w:titlePg/>')
    expect(letter['word/settings.xml']).toContain('<w:evenAndOddHeaders/>')
    expect((await partsOf(reply()))['word/document.xml']).not.toContain('<w:titlePg/>')
  })
})

describe('the text', () => {
  test('is all there, escaped, without what XML cannot hold', async () => {
    const xml = await documentOf(reply())

    expect(textOf(xml)).toBe(
      '办理结果：A类吴建函〔2022〕12号关于对区政协五届一次会议第23号提案的答复沈某委员、民进区基层委：一、基本情况' +
        '（一）已开展的工作。正文&lt;b&gt;&amp;𠮷1.第三层附件：1.计划表2.分解表吴兴区住房和城乡建设局2022年5月6日' +
        '（联系人：张某，联系电话：0572-0000000）抄送：区政协提案委，区政府办公室。',
    )
    expect(xml).not.toContain('\u0001')
  })

  test('has the faces and sizes of the standard, each with what stands in for it', async () => {
    const parts = await partsOf(reply())
    const xml = parts['word/document.xml']!
    const look = (text: string) => {
      const piece = xml.match(/<w:r>(?:(?!<\/w:r>).)*<\/w:r>/gsu)!.find((run) => textOf(run).includes(text))!
      return [/w:eastAsia="([^"]*)"/.exec(piece)![1], Number(/<w:sz w:val="(\d+)"/.exec(piece)![1]) / 2]
    }

    expect(look('关于对')).toEqual(['方正小标宋简体', 22])
    expect(look('一、基本情况')).toEqual(['黑体', 16])
    expect(look('（一）已开展的工作。')).toEqual(['楷体_GB2312', 16])
    expect(look('正文')).toEqual(['仿宋_GB2312', 16])
    expect(look('抄送')).toEqual(['仿宋_GB2312', 14])
    expect(parts['word/fontTable.xml']).toMatch(/w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong[^"]*"/)
  })

  test('indents paragraphs by two characters and sets names to the left', async () => {
    const xml = await documentOf(reply())

    expect(paragraphWith(xml, '1.第三层')).toContain('w:firstLineChars="200"')
    expect(paragraphWith(xml, '沈某委员')).not.toContain('<w:ind')
    expect(paragraphWith(xml, '2022年5月6日')).toContain('<w:jc w:val="right"/>')
  })

  test('stands in a form where the form has a place for it', async () => {
    const xml = await documentOf({
      title: '提案',
      body: [
        {
          kind: 'form',
          rows: [
            [
              { name: '案号', value: '第23号' },
              { name: '类别', value: '城建' },
            ],
            [{ name: '案由', value: '停车\n管理' }],
          ],
        },
      ],
    })

    expect(xml.match(/<w:tr>/g)).toHaveLength(2)
    expect(xml).toContain('<w:gridSpan w:val="3"/>')
    expect(textOf(xml)).toBe('提案案号第23号类别城建案由停车管理')
  })
})

describe('the class of the result', () => {
  test.each([[undefined], ['document'] as const])(
    'stands first and to the right on a sheet with head %s',
    async (form) => {
      const xml = await documentOf(reply(form))
      const [first] = xml.match(/<w:p>.*?<\/w:p>/su)!

      expect(textOf(first)).toBe('办理结果：A类')
      expect(first).toContain('<w:jc w:val="right"/>')
    },
  )

  test('stands above the red name of a letter, on its first page alone', async () => {
    const parts = await partsOf(reply('letter'))
    const headers = Object.entries(parts).filter(([path]) => /^word\/header\d\.xml$/.test(path))
    const [[, header]] = headers as [[string, string]]

    expect(headers).toHaveLength(1)
    expect(parts['word/document.xml']).toMatch(/<w:headerReference [^>]*w:type="first"/)
    expect(textOf(header)).toBe('办理结果：A类吴兴区住房和城乡建设局')
    expect(paragraphWith(header, 'A类')).toContain('<w:jc w:val="right"/>')
    expect(paragraphWith(header, '吴兴区')).toContain('<w:color w:val="FF0000"/>')
  })
})

test('a form that is the last of a document is followed by a paragraph, without which Word would not open it', async () => {
  const xml = await documentOf({ title: '提案', body: [{ kind: 'form', rows: [[{ name: '案号', value: '' }]] }] })

  expect(xml).toMatch(/<\/w:tbl><w:p>.*<\/w:p><w:sectPr/su)
})

test('a letter has no lines around its copies, other documents do', async () => {
  const border = async (form: 'letter' | 'document') =>
    /<w:tblpPr.*?<w:top w:val="(\w+)"/su.exec(await documentOf(reply(form)))![1]

  expect(await border('letter')).toBe('none')
  expect(await border('document')).toBe('single')
})

test('no person and no time is in the properties of a document', async () => {
  const core = (await partsOf(reply()))['docProps/core.xml']!

  expect(core).toContain('<dc:title>关于对区政协五届一次会议第23号提案的答复</dc:title>')
  expect(core).not.toMatch(/creator|created|modified/i)
})
