import type { Page } from 'playwright-core'

/** 恶意文本: what somebody may type into any field, or put into an address, to have it run in another's browser. */
export const HOSTILE = [
  '"><img data-hostile src=x onerror=hostile()>',
  "'><svg data-hostile onload=hostile()>",
  '<script data-hostile>hostile()</script>',
  '</title></textarea></style><iframe data-hostile srcdoc="<script>parent.hostile()</script>"></iframe>',
  '<a data-hostile href="javascript:hostile()">点此</a>',
  'javascript:hostile()//<b data-hostile>',
  '<math data-hostile><mi xlink:href="javascript:hostile()">x</mi></math>',
  '<style data-hostile>*{background:url(//127.0.0.1:9/hostile)}</style>',
  '<form data-hostile action=//127.0.0.1:9><button>确定</button></form>',
  "{{constructor.constructor('hostile()')()}}${hostile()}<b data-hostile>",
  ']]><x data-hostile/><!--',
  '\u202e<input data-hostile autofocus onfocus=hostile()>\u2028',
  '[点此](javascript:hostile()) <b data-hostile>',
  '&lt;img data-hostile src=x onerror=hostile()&gt;',
  '=HYPERLINK("http://127.0.0.1:9/","data-hostile")',
] as const

const WORDS = /\p{Script=Han}/u

/** An answer of a service with every text of people, by its kind or not, exchanged for what is hostile: each in turn. */
export function withHostileWords(answer: unknown): { answer: unknown; exchanged: number } {
  let exchanged = 0
  const change = (value: unknown): unknown => {
    if (typeof value === 'string' && WORDS.test(value)) return HOSTILE[exchanged++ % HOSTILE.length]
    if (Array.isArray(value)) return value.map(change)
    if (value === null || typeof value !== 'object') return value
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, change(inner)]))
  }
  return { answer: change(answer), exchanged }
}

/** Gives the page what its services say with hostile words in it, and counts them. */
export async function serveHostileWords(page: Page): Promise<() => number> {
  let count = 0
  await page.route('**/api/**', async (route) => {
    const response = await route.fetch()
    if (!(response.headers()['content-type'] ?? '').includes('json')) return route.fulfill({ response })
    const { answer, exchanged } = withHostileWords(await response.json())
    count += exchanged
    return route.fulfill({ response, json: answer })
  })
  return () => count
}

/** Notices when something hostile runs, also while a page begins. */
export const watchHostile = (page: Page) =>
  page.addInitScript(() => {
    Object.assign(window, { hostile: () => Object.assign(window, { hostileRan: true }) })
  })

/** What of the hostile texts has become more than text. */
export const harmDone = (page: Page): Promise<string[]> =>
  page.evaluate(() => [
    ...('hostileRan' in window ? ['a script ran'] : []),
    ...Array.from(document.querySelectorAll('[data-hostile]'), ({ outerHTML }) => `became an element: ${outerHTML}`),
    ...Array.from(document.querySelectorAll('a[href],form[action],[src]'))
      .filter((one) => /^\s*(javascript|data:text)/i.test(one.getAttribute('href') ?? one.getAttribute('src') ?? ''))
      .map(({ outerHTML }) => `became a link: ${outerHTML}`),
  ])
