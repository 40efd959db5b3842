import { expect, test } from 'vitest'
import { z } from 'zod'
import { parseOrRefuse } from './problem.ts'

const Body = z.strictObject({
  title: z.string().max(5),
  year: z.int().max(2100),
  form: z.enum(['A', 'B']),
  items: z.array(z.uuid()).max(1),
})
const good = { title: 'a', year: 2022, form: 'A', items: [] }

test.each([
  ['a missing field', { ...good, title: undefined }, 'title', '必填', 'required'],
  ['a list for text', { ...good, title: ['a'] }, 'title', '应为文本', 'expected text'],
  ['null for text', { ...good, title: null }, 'title', '应为文本', 'expected text'],
  ['a text that is too long', { ...good, title: 'abcdef' }, 'title', '最多 5 个字符', 'at most 5 characters'],
  ['a fraction', { ...good, year: 1.5 }, 'year', '应为整数', 'expected a whole number'],
  ['a number that is too large', { ...good, year: 2101 }, 'year', '不能大于 2100', 'at most 2100'],
  ['a value outside the list', { ...good, form: 'C' }, 'form', '应为以下之一：A、B', 'expected one of A, B'],
  ['a word that is no id', { ...good, items: ['x'] }, 'items.0', '应为 UUID', 'expected a UUID'],
  ['one field too many', { ...good, more: 1 }, 'more', '没有这一项', 'there is no such field'],
])('%s is told in both languages at its field', (_, body, field, zh, en) => {
  expect(() => parseOrRefuse(Body, body)).toThrow(
    expect.objectContaining({ code: 'request.invalid', detail: { field, errors: [{ field, zh, en }] } }),
  )
})

test('what was sent is never repeated', () => {
  const secret = '320106199001011234'
  try {
    parseOrRefuse(z.strictObject({ idNumber: z.string().regex(/^x$/) }), { idNumber: secret })
    expect.unreachable()
  } catch (error) {
    expect(JSON.stringify((error as { detail: unknown }).detail)).not.toContain(secret)
  }
})
