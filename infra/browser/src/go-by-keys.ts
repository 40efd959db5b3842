import type { ElementHandle, Page } from 'playwright-core'

/** More stops than any page has, and more rows than any list shows. */
const MOST = 400

/** 键盘到达: goes to a control as a person does: Tab to it or to its group, then the arrow keys within. Answers whether it got there. */
export async function goByKeys(page: Page, target: ElementHandle<HTMLElement>): Promise<boolean> {
  let before: string | undefined
  let turns = 0
  for (let step = 0; step < MOST && turns <= 3; step += 1) {
    const key = await target.evaluate(nextKey)
    if (key === undefined) return true
    // What is no stop is passed, and passed again on the way back.
    if (before !== undefined && key !== before) turns += 1
    before = key
    await page.keyboard.press(key)
  }
  return false
}

/** The key that leads on from where the focus is; undefined once it is there. */
function nextKey(target: HTMLElement): string | undefined {
  const at = document.activeElement
  // Where a script put the focus it is not shown as to those who use keys: once away, and back.
  if (at === target) return target.matches(':focus-visible') ? undefined : 'Shift+Tab'
  const isBefore = at !== null && (target.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_PRECEDING) !== 0
  const isGroup =
    at !== null &&
    ((at.matches('tr') && target.matches('tr') && at.closest('table') === target.closest('table')) ||
      (at instanceof HTMLInputElement &&
        target instanceof HTMLInputElement &&
        at.type === 'radio' &&
        target.type === 'radio' &&
        at.name === target.name &&
        at.form === target.form))
  if (isGroup) return isBefore ? 'ArrowDown' : 'ArrowUp'
  return at === null || at === document.body || isBefore ? 'Tab' : 'Shift+Tab'
}
