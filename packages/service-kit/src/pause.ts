/** A wait that can be cut short: by `wake`, or for good by `stopped`. */
export interface Pause {
  pause(milliseconds: number): Promise<void>
  wake(): void
}

/** Makes a pause for one loop; only one wait at a time. */
export function createPause(stopped: AbortSignal): Pause {
  let end = () => {}
  stopped.addEventListener('abort', () => end(), { once: true })
  return {
    pause: (milliseconds) =>
      new Promise((resolve) => {
        if (stopped.aborted) return resolve()
        const timer = setTimeout(() => end(), milliseconds)
        end = () => {
          clearTimeout(timer)
          end = () => {}
          resolve()
        }
      }),
    wake: () => end(),
  }
}
