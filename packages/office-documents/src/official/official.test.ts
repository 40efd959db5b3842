import { describe, expect, test } from 'vitest'
import { chineseDay } from './chinese-day.ts'
import { paragraphs } from './paragraphs.ts'
import { proposalDocument } from './proposal-document.ts'
import { replyLetter } from './reply-letter.ts'
import { signaturePlace } from './signature-place.ts'

describe('headings in a text', () => {
  test.each([
    ['一、基本情况', [['first', '一、基本情况']]],
    [
      '　　（二）存在的困难。空间有限。',
      [
        ['second', '（二）存在的困难。'],
        ['body', '空间有限。'],
      ],
    ],
    ['1.挖潜增量。新增泊位。', [['body', '1.挖潜增量。新增泊位。']]],
    ['一是标准偏低。', [['body', '一是标准偏低。']]],
    ['十二、下一步打算', [['first', '十二、下一步打算']]],
    [`一、${'很长的一句话'.repeat(10)}。`, [['body', `一、${'很长的一句话'.repeat(10)}。`]]],
  ])('%s', (text, spans) => {
    expect(paragraphs(text)).toEqual([spans.map(([face, part]) => ({ face, text: part }))])
  })

  test('empty lines are no paragraphs', () => {
    expect(paragraphs('一\r\n\r\n \n二')).toHaveLength(2)
  })
})

describe('a signature', () => {
  test('with a seal has its date four characters from the margin and the name in the middle above it', () => {
    const { above, lines } = signaturePlace({ units: ['区住建局'], on: '2022-05-06', sealed: true })

    expect(above).toBe(2)
    expect(lines).toEqual([
      { text: '区住建局', right: 5 },
      { text: '2022年5月6日', right: 4 },
    ])
  })

  test('with a name too long for that moves the date inwards', () => {
    const name = '某某省某某市某某区住房和城乡建设管理局'
    const { lines } = signaturePlace({ units: [name], on: '2022-05-06', sealed: true })

    expect(lines).toEqual([
      { text: name, right: 0 },
      { text: '2022年5月6日', right: 6.5 },
    ])
  })

  test('without a seal ends two characters from the margin, and its date begins two further in', () => {
    const { lines } = signaturePlace({ units: ['吴兴区住房和城乡建设局'], on: '2022-05-06', sealed: false })

    // The name is 11 wide and begins 13 from the margin, the date is 6 wide and begins 11 from it.
    expect(lines.map(({ right }) => right)).toEqual([2, 5])
  })

  test('without a seal whose date is longer than the name has the date two characters from the margin', () => {
    const { lines } = signaturePlace({ units: ['区政府'], on: '2022-12-16', sealed: false })

    expect(lines.map(({ right }) => right)).toEqual([8, 2])
  })

  test('has a day of the calendar, without zeros before its digits', () => {
    expect(chineseDay('2022-05-06')).toBe('2022年5月6日')
    expect(() => chineseDay('2022-02-30')).toThrow('expected a calendar day')
    expect(() => chineseDay('6 May')).toThrow('expected a calendar day')
  })
})

describe('the form of a proposal', () => {
  const data = { committee: '政协某区委员会', subject: '案由', problem: '问题', suggestions: ['甲', '乙'] }
  const fields = (document: ReturnType<typeof proposalDocument>) =>
    document.body.flatMap((block) => (block.kind === 'form' ? block.rows.flat() : []))

  test('names one member alone 提案人, and with others 第一提案人 and 联名人', () => {
    const alone = proposalDocument({ ...data, by: { kind: 'members', lead: { name: '沈某' } } })
    const joint = proposalDocument({
      ...data,
      by: { kind: 'members', lead: { name: '沈某' }, joint: [{ name: '李某', sector: '教育界' }, { name: '王某' }] },
    })

    expect(fields(alone)).toContainEqual({ name: '提案人', value: '沈某' })
    expect(fields(joint)).toContainEqual({ name: '第一提案人', value: '沈某' })
    expect(fields(joint)).toContainEqual({ name: '联名人', value: '李某（教育界）、王某' })
  })

  test('names a collective as its unit', () => {
    const collective = proposalDocument({
      ...data,
      by: { kind: 'collective', name: '民进某区基层委', convenor: '沈某' },
    })

    expect(fields(collective)).toContainEqual({ name: '提案单位', value: '民进某区基层委' })
    expect(fields(collective)).toContainEqual({ name: '召集人', value: '沈某' })
  })

  test('counts several suggestions, unless their writer did', () => {
    const text = (suggestions: string[]) =>
      proposalDocument({ ...data, suggestions, by: { kind: 'collective', name: '民进' } }).body.at(-2)

    expect(text(['甲', '乙'])).toEqual({ kind: 'text', text: '1.甲\n2.乙' })
    expect(text(['一、甲', '二、乙'])).toEqual({ kind: 'text', text: '一、甲\n二、乙' })
    expect(text(['甲'])).toEqual({ kind: 'text', text: '甲' })
  })

  test('leaves out a part that was not written, and leaves room for an opinion that is not there yet', () => {
    const document = proposalDocument({ ...data, by: { kind: 'collective', name: '民进' } })

    expect(document.body).not.toContainEqual({ kind: 'heading', text: '分析' })
    expect(fields(document)).toContainEqual({ name: '审查意见', value: '', lines: 3 })
  })
})

describe('a reply', () => {
  const data = {
    unit: '区住建局',
    resultClass: 'A类',
    addressees: ['沈某委员'],
    body: '收悉。',
    signedOn: '2022-05-06',
    session: '区政协五届一次会议',
    proposalNumber: '第23号',
  }

  test('says which proposal it answers, on two lines where one would be too short', () => {
    expect(replyLetter({ ...data, session: '五届一次' }).title).toBe('关于对五届一次第23号提案的答复')
    expect(replyLetter(data).title).toBe('关于对区政协五届一次会议\n第23号提案的答复')
  })

  test('has its class in the corner', () => {
    expect(replyLetter(data).corner).toBe('办理结果：A类')
  })
})
