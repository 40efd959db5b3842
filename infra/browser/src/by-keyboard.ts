import type { ElementHandle, Locator, Page } from 'playwright-core'

const PATIENCE_MS = 10_000

/**
 * 仅用键盘: from now on whatever is clicked or checked is reached and pressed by keys: it has to be in the order of the Tab key, and to
 * show that it has the focus. Typing and choosing in a list are keys anyway.
 */
export function byKeyboardAlone(page: Page): void {
  const locator = Object.getPrototypeOf(page.locator('body')) as Locator
  locator.click = function click(this: Locator) {
    return press(this)
  }
  locator.check = async function check(this: Locator) {
    if (!(await this.isChecked())) await press(this)
  }
  locator.uncheck = async function uncheck(this: Locator) {
    if (await this.isChecked()) await press(this)
  }
}

async function press(locator: Locator): Promise<void> {
  const target = await reachable(locator)
  await target.scrollIntoViewIfNeeded()
  // A key first, so that the browser shows the focus as to those who use keys.
  await locator.page().keyboard.press('Shift')
  await target.focus()
  const { key, why } = await target.evaluate((element) => {
    const { outlineStyle, boxShadow } = getComputedStyle(element)
    const isPlain = element.matches('a,button,summary')
    const isSeen = !isPlain || outlineStyle !== 'none' || boxShadow !== 'none'
    return {
      key: element.matches('input[type=checkbox],input[type=radio]') ? 'Space' : 'Enter',
      why:
        element !== document.activeElement
          ? 'cannot have the focus'
          : (element as HTMLElement).tabIndex < 0 && !element.matches('tr')
            ? 'is not in the order of the Tab key'
            : isSeen
              ? undefined
              : 'does not show its focus',
    }
  })
  if (why !== undefined)
    throw new Error(`${await target.evaluate((element) => element.outerHTML.slice(0, 200))} ${why}`)
  await target.press(key)
}

/** The control that a text stands in or names, once it can be used. */
async function reachable(locator: Locator): Promise<ElementHandle<HTMLElement>> {
  await locator.first().waitFor({ state: 'attached', timeout: PATIENCE_MS })
  for (const until = Date.now() + PATIENCE_MS; ; await new Promise((done) => setTimeout(done, 50))) {
    const found = await locator.evaluateHandle((element) => {
      const near = element.closest('a[href],button,summary,input,select,textarea,[tabindex],label')
      const named = near instanceof HTMLLabelElement ? near.control : near
      // In a long list the arrow keys go from row to row, and Enter opens what the row is about.
      const control =
        named && (named as HTMLElement).tabIndex < 0 && named.matches('a') ? named.closest('tr[tabindex]') : named
      return control && !control.matches(':disabled') ? control : null
    })
    const control = found.asElement()
    if (control) return control as ElementHandle<HTMLElement>
    if (Date.now() > until) throw new Error(`${String(locator)} is nothing that keys can press`)
  }
}
