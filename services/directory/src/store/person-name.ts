import { createRequire } from 'node:module'
import { searchText } from '@lianxie/service-kit'
import type * as PinyinPro from 'pinyin-pro'
import type { Tables } from './tables.ts'

/** Spellings kept of one name: 单晓曾 has six. */
const MAX_SPELLINGS = 16

let library: typeof PinyinPro | undefined
/** Loaded with the first name: its dictionaries weigh as much as the rest of the service. */
const spelling = () => (library ??= createRequire(import.meta.url)('pinyin-pro') as typeof PinyinPro)

/** A name with what it is sorted and found by: 张三 by zhang san, zhangsan and zs. */
export function named(name: string): Pick<Tables['person'], 'name' | 'pinyin' | 'search'> {
  const { pinyin, polyphonic } = spelling()
  const options = { toneType: 'none', type: 'array', nonZh: 'consecutive' } as const
  // As a surname is read: 单 is shan here.
  const spoken = pinyin(name, { ...options, surname: 'head' }).map(plain)
  // People type the reading that they know, so every one is found.
  const readings = polyphonic(name, options).map((all, i) => [...new Set([spoken[i] ?? '', ...all.map(plain)])])
  const spellings = combine(readings).flatMap((syllables) => [
    syllables.join(''),
    syllables.map((syllable) => syllable[0] ?? '').join(''),
  ])
  return { name, pinyin: spoken.join(' '), search: searchText(name, [...new Set(spellings)].join(' ')) }
}

const plain = (syllable: string) => syllable.replaceAll('ü', 'v').toLowerCase()

const combine = (readings: readonly (readonly string[])[]): string[][] =>
  readings.reduce<string[][]>(
    (begun, choices) =>
      begun.flatMap((syllables) => choices.map((choice) => [...syllables, choice])).slice(0, MAX_SPELLINGS),
    [[]],
  )
