import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const WEB = new URL('../web/', import.meta.url)
const read = (pattern: string) =>
  globSync(pattern, { cwd: WEB.pathname }).map((file) => ({ file, text: readFileSync(new URL(file, WEB), 'utf8') }))
const areaOf = (file: string): string => /^pages\/([^/]+)\//.exec(file)?.[1] ?? ''

/** Every selector of a style sheet, one by one. */
function selectorsOf(css: string): string[] {
  const plain = css.replaceAll(/\/\*[^]*?\*\//g, '')
  const heads = [...plain.matchAll(/([^{};]+)\{/g)].map(([, head]) => head!.trim())
  return heads
    .filter((head) => !/^(?:@|from$|to$|\d)/.test(head))
    .flatMap((head) => head.split(/,(?![^(]*\))/))
    .map((one) => one.trim())
}
/** What is in brackets, as of `:has()`, is not what a selector is about. */
function withoutBrackets(text: string): string {
  const less = text.replaceAll(/\([^()]*\)/g, '')
  return less === text ? text : withoutBrackets(less)
}
const classesOf = (selector: string) => [...selector.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name]) => name!)
/** Without what only says how a thing of another class is: `plain` of `.kind.plain`. */
const thingsOf = (selector: string) =>
  withoutBrackets(selector)
    .split(/[\s>+~]+/)
    .flatMap((one) => classesOf(one).slice(0, 1))

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

/** Of what an element is given in the code: `'card lead'` of `className={paper ? 'sheet' : 'card lead'}`. */
const namesIn = (code: string): string[] =>
  [...code.matchAll(/className=(?:"([^"]*)"|\{((?:[^{}]|\{[^{}]*\})*)\})/g)]
    .flatMap(([, plain, expression]) =>
      plain === undefined ? [...expression!.matchAll(/(['`])(.*?)\1/g)].map(([, , text]) => text!) : [plain],
    )
    .flatMap((text) => text.match(/[A-Za-z][\w-]*/g) ?? [])
const pages = read('**/*.tsx')
const wearers = new Map<string, Set<string>>()
for (const { file, text } of pages)
  for (const name of namesIn(text)) wearers.set(name, (wearers.get(name) ?? new Set()).add(areaOf(file)))
const isSaid = (name: string, area: string): boolean =>
  pages.some(({ file, text }) => areaOf(file) === area && new RegExp(`['"\`\\s]${name}['"\`\\s]`).test(text))
/** Also of what only says how another thing is: `mid` of `.state.mid`. */
const told = new Set(
  sheets.filter(({ file }) => areaOf(file) === '').flatMap(({ text }) => selectorsOf(text).flatMap(classesOf)),
)

test('a class is given its look by one area: all that were visited are loaded, and the last would win', () => {
  const owners = new Map<string, Set<string>>()
  for (const { file, text } of sheets)
    for (const selector of selectorsOf(text)) {
      const owned =
        areaOf(file) === '' ? undefined : classesOf(withoutBrackets(selector)).find((name) => !shared.has(name))
      if (owned !== undefined) owners.set(owned, (owners.get(owned) ?? new Set()).add(areaOf(file)))
    }
  const clashes = [...owners].flatMap(([name, areas]) => {
    const strangers = [...areas].filter((one) => ![...areas].some((other) => taken.has(`${one} ${other}`)))
    return strangers.length > 1 ? [`.${name}: ${strangers.join(', ')}`] : []
  })

  expect(owners.size).toBeGreaterThan(100)
  expect(clashes).toEqual([])
})

test('the sheet of an area changes nothing of another: each of its rules is about a class that it alone wears', () => {
  const isOwn = (area: string) => (name: string) =>
    !told.has(name) &&
    isSaid(name, area) &&
    [...(wearers.get(name) ?? [])].every((one) => one === area || taken.has(`${one} ${area}`))
  const strays = sheets
    .filter(({ file }) => !['', 'elements'].includes(areaOf(file)))
    .flatMap(({ file, text }) =>
      selectorsOf(text)
        .filter((selector) => !classesOf(selector.replaceAll(/:not\([^()]*\)/g, '')).some(isOwn(areaOf(file))))
        .map((selector) => `${file} ${selector}`),
    )

  expect(wearers.get('card')?.size).toBeGreaterThan(10)
  expect(strays).toEqual([])
})
