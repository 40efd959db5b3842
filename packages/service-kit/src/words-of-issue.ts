import type { z } from 'zod'

interface Words {
  zh: string
  en: string
}

const TYPES: Record<string, Words> = {
  string: { zh: '文本', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否（true、false）', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '一组字段', en: 'an object' },
  record: { zh: '一组字段', en: 'an object' },
}

const FORMATS: Record<string, Words> = {
  uuid: { zh: '应为 UUID', en: 'expected a UUID' },
  datetime: {
    zh: '应为 UTC 时间，如 2022-03-01T01:00:00.000Z',
    en: 'expected an instant in UTC like 2022-03-01T01:00:00.000Z',
  },
  date: { zh: '应为日期，如 2022-03-01', en: 'expected a day like 2022-03-01' },
  url: { zh: '应为网址', en: 'expected a URL' },
  email: { zh: '应为电子邮箱', en: 'expected an e-mail address' },
  hex: { zh: '应为十六进制', en: 'expected hexadecimal digits' },
  base64: { zh: '应为 base64', en: 'expected base64' },
}

/**
 * What is wrong with a value, for people, in both languages. The value itself is never repeated: it may be personal.
 * A message that a schema words itself is kept.
 */
export function wordsOfIssue(issue: z.core.$ZodIssue): Words {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return { zh: '必填', en: 'required' }
      const { zh, en } = TYPES[issue.expected] ?? { zh: issue.expected, en: issue.expected }
      return { zh: `应为${zh}`, en: `expected ${en}` }
    }
    case 'invalid_format':
      return FORMATS[issue.format] ?? { zh: '格式不正确', en: 'not in the expected form' }
    case 'invalid_value': {
      const some = issue.values.slice(0, 12).map(String)
      const more = issue.values.length > some.length
      return {
        zh: `应为以下之一：${some.join('、')}${more ? ' 等' : ''}`,
        en: `expected one of ${some.join(', ')}${more ? ', …' : ''}`,
      }
    }
    case 'too_big':
      return limit(issue.origin, Number(issue.maximum), 'most')
    case 'too_small':
      return limit(issue.origin, Number(issue.minimum), 'least')
    case 'not_multiple_of':
      return { zh: `应为 ${issue.divisor} 的倍数`, en: `expected a multiple of ${issue.divisor}` }
    case 'unrecognized_keys':
      return { zh: '没有这一项', en: 'there is no such field' }
    case 'invalid_union':
      return { zh: '不符合任何一种允许的形式', en: 'fits none of the allowed forms' }
    case 'invalid_key':
    case 'invalid_element':
      return { zh: '其中有无效的内容', en: 'something in it is not valid' }
    case 'custom':
      return issue.message === 'Invalid input' || issue.message === ''
        ? { zh: '内容无效', en: 'not valid' }
        : { zh: `内容无效（${issue.message}）`, en: issue.message }
    default:
      return { zh: '内容无效', en: 'not valid' }
  }
}

function limit(origin: string, bound: number, which: 'most' | 'least'): Words {
  const most = which === 'most'
  if (origin === 'string') {
    if (!most && bound === 1) return { zh: '不能为空', en: 'must not be empty' }
    return most
      ? { zh: `最多 ${bound} 个字符`, en: `at most ${bound} characters` }
      : { zh: `至少 ${bound} 个字符`, en: `at least ${bound} characters` }
  }
  if (origin === 'array' || origin === 'set') {
    return most
      ? { zh: `最多 ${bound} 项`, en: `at most ${bound} items` }
      : { zh: `至少 ${bound} 项`, en: `at least ${bound} items` }
  }
  return most
    ? { zh: `不能大于 ${bound}`, en: `at most ${bound}` }
    : { zh: `不能小于 ${bound}`, en: `at least ${bound}` }
}
