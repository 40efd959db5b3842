const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/** Says what is being done, that it is alive while it lasts, and how long it took. On stderr: results own stdout. */
export async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const out = process.stderr
  const started = performance.now()
  const line = (mark: string) => `${mark} ${label} (${((performance.now() - started) / 1000).toFixed(1)} s)`
  let frame = 0
  const ticker = out.isTTY
    ? setInterval(() => out.write(`\r\x1b[K${line(frames[frame++ % frames.length] ?? '…')}`), 100)
    : setInterval(() => out.write(`${line('…')}\n`), 10_000)
  const finish = (mark: string) => {
    clearInterval(ticker)
    out.write(`${out.isTTY ? '\r\x1b[K' : ''}${line(mark)}\n`)
  }
  try {
    const result = await work()
    finish('✓')
    return result
  } catch (error) {
    finish('✗')
    throw error
  }
}
