import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { pathsFile, pathsText } from '../scripts/paths-text.ts'
import { rulesFile, rulesText } from '../scripts/rules-text.ts'
import { readFile } from 'node:fs/promises'

const web = new URL('../web/', import.meta.url)
type Texts = { [key: string]: unknown }
type Words = { words: Texts }

async function dictionaries(): Promise<URL[]> {
  const areas = await readdir(new URL('pages/', web))
  const found = await Promise.all(
    areas.map(async (area) => {
      const parts = await readdir(new URL(`pages/${area}/`, web))
      return parts.includes('words') ? [new URL(`pages/${area}/words/`, web)] : []
    }),
  )
  return [new URL('words/', web), ...found.flat()]
}

/** Every text by its path, with how many things it is told. */
function shapeOf(texts: Texts, path = ''): string[] {
  return Object.entries(texts).flatMap(([key, value]) => {
    if (typeof value === 'object') return shapeOf(value as Texts, `${path}${key}.`)
    return [`${path}${key}${typeof value === 'function' ? '()' : ''}`]
  })
}

const emptyIn = (texts: Texts): string[] =>
  Object.entries(texts).flatMap(([key, value]) => {
    if (typeof value === 'object') return emptyIn(value as Texts)
    return typeof value === 'string' && value.trim() === '' ? [key] : []
  })

test('every part says the same things in all three languages', async () => {
  for (const folder of await dictionaries()) {
    const [chinese, taiwan, english] = (await Promise.all(
      ['zh-cn', 'zh-tw', 'en'].map((lang) => import(new URL(`${lang}.ts`, folder).href)),
    )) as [Words, Words, Words]

    const wanted = shapeOf(chinese.words).toSorted()
    expect(shapeOf(taiwan.words).toSorted()).toEqual(wanted)
    expect(shapeOf(english.words).toSorted()).toEqual(wanted)
    expect(emptyIn(chinese.words)).toEqual([])
    expect(emptyIn(taiwan.words)).toEqual([])
  }
})

test('no text breaks the rules of how an office words things', async () => {
  for (const folder of await dictionaries()) {
    const { words } = (await import(new URL('zh-cn.ts', folder).href)) as Words
    const text = JSON.stringify(words)

    expect(text).not.toMatch(/非法|操作成功|默认同意|默认满意|！/)
  }
})

test('where queries are asked is what the contracts say', async () => {
  expect(await readFile(pathsFile, 'utf8')).toBe(pathsText())
})

test('what pages know of local rules is what the policy package says', async () => {
  expect(await readFile(rulesFile, 'utf8')).toBe(rulesText())
})
