export interface Reading {
  labels: Readonly<Record<string, string>>
  value: number
}

/** 指标: readings by name, from the text that a service answers to Prometheus. What is no number is left out. */
export function readingsIn(text: string): ReadonlyMap<string, readonly Reading[]> {
  const found = new Map<string, Reading[]>()
  for (const line of text.split('\n')) {
    const [, name, labels = '', number] = /^lianxie_(\w+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? []
    const value = Number(number)
    if (name === undefined || Number.isNaN(value)) continue
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text_]) => [key!, text_!])
    found.set(name, [...(found.get(name) ?? []), { labels: Object.fromEntries(pairs), value }])
  }
  return found
}

/** The one reading of a name, or of a name and a label. */
export const readingOf = (
  readings: ReadonlyMap<string, readonly Reading[]> | undefined,
  name: string,
  labels: Readonly<Record<string, string>> = {},
): number | undefined =>
  readings?.get(name)?.find((one) => Object.entries(labels).every(([key, value]) => one.labels[key] === value))?.value
