import type { ElementHandle, Locator, Page } from 'playwright-core'
import { goByKeys } from './go-by-keys.ts'

const PATIENCE_MS = 10_000
const PRESSED = ['click', 'check', 'uncheck'] as const
type Pressing = Pick<Locator, (typeof PRESSED)[number]>

let users = 0
let byMouse: Pressing | undefined

/**
 * 仅用键盘: until what comes back is disposed of, whatever is clicked or checked is reached and pressed by keys: by Tab, as a person
 * gets there, and by the arrow keys within a group; and it has to show that it has the focus. Typing and choosing in a list are keys
 * anyway. It holds for all pages of the process, as they share their locators; the last to be disposed of undoes it.
 */
export function byKeyboardAlone(page: Page): Disposable {
  const locator = Object.getPrototypeOf(page.locator('body')) as Pressing
  if (users++ === 0) {
    byMouse = { click: locator.click, check: locator.check, uncheck: locator.uncheck }
    Object.assign(locator, BY_KEYS)
  }
  let isOurs = true
  return {
    [Symbol.dispose]: () => {
      if (isOurs && --users === 0) Object.assign(locator, byMouse)
      isOurs = false
    },
  }
}

const BY_KEYS: Pressing = {
  click(this: Locator) {
    return press(this)
  },
  async check(this: Locator) {
    if (!(await this.isChecked())) await press(this)
  },
  async uncheck(this: Locator) {
    if (await this.isChecked()) await press(this)
  },
}

async function press(locator: Locator): Promise<void> {
  const { target, key } = await reachable(locator)
  const page = locator.page()
  const isThere = await goByKeys(page, target)
  const why = isThere
    ? await target.evaluate((element) => {
        const { outlineStyle, boxShadow } = getComputedStyle(element)
        const isPlain = element.matches('a,button,summary')
        return !isPlain || outlineStyle !== 'none' || boxShadow !== 'none' ? undefined : 'does not show its focus'
      })
    : 'cannot be reached by keys'
  if (why !== undefined)
    throw new Error(`${await target.evaluate((element) => element.outerHTML.slice(0, 200))} ${why}`)
  // An arrow key that led to one of several has chosen it already.
  if (await target.evaluate((element) => element.matches('input[type=radio]:checked'))) return
  await page.keyboard.press(key)
}

/** The control that a text stands in or names, once it can be used, and the key that presses it. */
async function reachable(locator: Locator): Promise<{ target: ElementHandle<HTMLElement>; key: string }> {
  await locator.first().waitFor({ state: 'attached', timeout: PATIENCE_MS })
  for (const until = Date.now() + PATIENCE_MS; ; await new Promise((done) => setTimeout(done, 50))) {
    const found = await locator.evaluateHandle((element) => {
      const near = element.closest('a[href],button,summary,input,select,textarea,[tabindex],label')
      const named = near instanceof HTMLLabelElement ? near.control : near
      // In a long list the arrow keys go from row to row; Enter opens what the row is about, the space bar marks it.
      const isOfRow = named && (named as HTMLElement).tabIndex < 0 && named.matches('a,input')
      const control = isOfRow ? named.closest('tr[tabindex]') : named
      const key = named?.matches('input[type=checkbox],input[type=radio]') ? 'Space' : 'Enter'
      return { control: control?.matches(':disabled') ? null : control, key }
    })
    const target = (await found.getProperty('control')).asElement() as ElementHandle<HTMLElement> | null
    if (target) return { target, key: await (await found.getProperty('key')).jsonValue() }
    if (Date.now() > until) throw new Error(`${String(locator)} is nothing that keys can press`)
  }
}
