import type { Answer } from '../../data/contracts.ts'

type Card = Answer<'joint.own-key-card'>['card']

/** The key card in a file as a partner gave it; undefined for any other file. The service looks at its keys. */
export function cardIn(text: string): Card | undefined {
  const found = parsed(text)
  // What `lianxie key-card` prints has the fingerprints beside the card.
  const card = (isObject(found) && isObject(found['card']) ? found['card'] : found) as Partial<Card>
  if (!isObject(card) || typeof card.committee !== 'string' || typeof card.name !== 'string') return undefined
  return isObject(card.keys) && isObject(card.keys['signing']) && isObject(card.keys['recovery'])
    ? (card as Card)
    : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON, and so no card: whoever chose the file is told.
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
