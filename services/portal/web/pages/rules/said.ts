import { RULES } from '../../data/generated/rules.ts'
import { language } from '../../look/preferences.ts'
import type { words } from './words/zh-cn.ts'

type Texts = typeof words

/** 规则的名称; the key where the product has none. */
export const ruleName = (key: string): string => {
  const rule = RULES[key]
  if (!rule) return key
  return language() === 'en' ? rule.en : rule.zh
}

export const areaOf = (key: string): string => key.split('.')[0]!

interface Term {
  amount: number
  unit: keyof Texts['units']
  dayOff?: keyof Texts['dayOff']
}
interface Entry {
  code: string
  zh: string
  en: string
}

/** A value in words, as an approver reads it. */
export function said(key: string, value: unknown, w: Texts): string {
  switch (RULES[key]?.kind) {
    case 'term': {
      const { amount, unit, dayOff } = value as Term
      return `${w.termOf(amount, w.units[unit])}${dayOff === undefined ? '' : w.aside(w.dayOff[dayOff])}`
    }
    case 'switch':
      return value === true ? w.yes : w.no
    case 'choice':
      return w.choices[value as keyof Texts['choices']] ?? String(value)
    case 'days':
      return (value as number[]).map((day) => (day < 0 ? w.before(-day) : day > 0 ? w.after(day) : w.onDay)).join('、')
    case 'entries':
      return (value as Entry[]).map(({ zh, en }) => (language() === 'en' ? en : zh)).join('、')
    case 'numbers':
      return Object.entries(value as Record<string, number>)
        .map(([name, number]) => `${w.parts[name as keyof Texts['parts']] ?? name} ${number}`)
        .join('、')
    default:
      return typeof value === 'number' && value < 1 && value > 0
        ? `${Number((value * 100).toFixed(2))}%`
        : String(value)
  }
}
