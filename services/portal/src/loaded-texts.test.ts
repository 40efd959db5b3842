import { createElement, Suspense } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { dictionary } from '../web/words/dictionary.ts'

const texts = (hello: string) => () => Promise.resolve({ words: { hello } })
const ofOnePart = () => dictionary({ 'zh-CN': texts('您好'), 'zh-TW': texts('您好'), en: texts('Hello') })

/** What stands in the page at once. */
const drawn = (words: ReturnType<typeof ofOnePart>) => {
  const Part = () => words.use().hello
  return renderToString(createElement(Suspense, { fallback: 'waits' }, createElement(Part)))
}

test('texts that are loaded stand in the page at once', async () => {
  const words = ofOnePart()
  await words.load()

  expect(drawn(words)).toContain('您好')
})

test('texts that are not there yet are waited for', () => {
  expect(drawn(ofOnePart())).toContain('waits')
})
