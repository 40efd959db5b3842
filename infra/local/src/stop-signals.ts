/**
 * Fulfilled when this process is asked to end: Ctrl-C, `kill`, a closed terminal, or the bootstrap that started it gone.
 * From then on a second request ends it at once.
 */
export function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    const asked = (why: string) => {
      for (const signal of signals) process.off(signal, asked)
      resolve(why)
    }
    for (const signal of signals) process.on(signal, asked)
    process.once('disconnect', () => asked('SIGHUP'))
    process.channel?.unref()
  })
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
