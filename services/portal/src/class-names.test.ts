import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const WEB = new URL('../web/', import.meta.url)
const read = (pattern: string) =>
  globSync(pattern, { cwd: WEB.pathname }).map((file) => ({ file, text: readFileSync(new URL(file, WEB), 'utf8') }))
const areaOf = (file: string): string => /^pages\/([^/]+)\//.exec(file)?.[1] ?? ''

/** Every selector of a style sheet, one by one; what is in brackets, as of `:has()`, is not what it is about. */
function selectorsOf(css: string): string[] {
  const plain = css.replaceAll(/\/\*[^]*?\*\//g, '')
  const heads = [...plain.matchAll(/([^{};]+)\{/g)].map(([, head]) => head!.trim())
  return heads
    .filter((head) => !head.startsWith('@'))
    .flatMap((head) => withoutBrackets(head).split(','))
    .map((one) => one.trim())
}
function withoutBrackets(text: string): string {
  const less = text.replaceAll(/\([^()]*\)/g, '')
  return less === text ? text : withoutBrackets(less)
}
const classesOf = (selector: string) => [...selector.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name!)
/** Without what only says how a thing of another class is: `plain` of `.kind.plain`. */
const thingsOf = (selector: string) => selector.split(/[\s>+~]+/).flatMap((one) => classesOf(one).slice(0, 1))

const sheets = read('**/*.css')
/** What every page may use: of the look, the elements and the frames. */
const shared = new Set(
  sheets.filter(({ file }) => areaOf(file) === '').flatMap(({ text }) => selectorsOf(text).flatMap(thingsOf)),
)
/** `a` builds on parts of `b`, whose styles it loads. */
const taken = new Set(
  read('pages/**/*.{ts,tsx}').flatMap(({ file, text }) =>
    [...text.matchAll(/from '(?:\.\.\/)+([\w-]+)\//g)].map(([, other]) => `${areaOf(file)} ${other}`),
  ),
)

test('a class is given its look by one area: all that were visited are loaded, and the last would win', () => {
  const owners = new Map<string, Set<string>>()
  for (const { file, text } of sheets)
    for (const selector of selectorsOf(text)) {
      const owned = areaOf(file) === '' ? undefined : classesOf(selector).find((name) => !shared.has(name))
      if (owned !== undefined) owners.set(owned, (owners.get(owned) ?? new Set()).add(areaOf(file)))
    }
  const clashes = [...owners].flatMap(([name, areas]) => {
    const strangers = [...areas].filter((one) => ![...areas].some((other) => taken.has(`${one} ${other}`)))
    return strangers.length > 1 ? [`.${name}: ${strangers.join(', ')}`] : []
  })

  expect(owners.size).toBeGreaterThan(100)
  expect(clashes).toEqual([])
})
