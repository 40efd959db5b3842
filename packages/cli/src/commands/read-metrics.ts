/** One sample of the Prometheus text format. */
export interface Sample {
  name: string
  labels: Record<string, string>
  value: number
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? +(\S+)/
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g

/** Reads the samples of a Prometheus text; comments and what is no number are passed over. */
export function readMetrics(text: string): Sample[] {
  return text.split('\n').flatMap((line) => {
    const [, name, labels = '', number] = SAMPLE.exec(line) ?? []
    const value = Number(number)
    if (name === undefined || Number.isNaN(value)) return []
    return [{ name, labels: Object.fromEntries([...labels.matchAll(LABEL)].map(([, key, of]) => [key!, of!])), value }]
  })
}
