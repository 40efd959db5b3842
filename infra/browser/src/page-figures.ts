import type { Page } from 'playwright-core'

/** Notes in what comes next in this page when its largest part was painted. */
export const watchPaint = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const seen = Object.assign(window, { painted: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) seen.painted = entry.startTime
    }).observe({ type: 'largest-contentful-paint' as never, buffered: true })
  })

/** 最大内容绘制: milliseconds from the beginning of the page until its largest part was painted, once all is read. */
export async function largestPaint(page: Page): Promise<number> {
  await page.waitForFunction(() => document.querySelector('h1') && !document.querySelector('[aria-busy=true]'))
  await page.waitForTimeout(500)
  return page.evaluate(() => (window as unknown as { painted: number }).painted)
}

/** Turns the wheel down; how long each frame took, in milliseconds. */
export async function scrollDown(page: Page, turns: number): Promise<number[]> {
  await page.evaluate(() => {
    const seen = Object.assign(window, { frames: [] as number[] })
    let last = performance.now()
    const next = (now: number) => {
      seen.frames.push(now - last)
      last = now
      requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  await page.mouse.move(640, 600)
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, 600)
    await page.waitForTimeout(16)
  }
  return page.evaluate(() => (window as unknown as { frames: number[] }).frames)
}

/** The line of a telephone, for one page: bytes a second and milliseconds. */
export async function simulateLine(page: Page, line: { down: number; up: number; latency: number }): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: line.latency,
    downloadThroughput: line.down,
    uploadThroughput: line.up,
  })
}
