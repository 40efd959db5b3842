/** What was chosen so far: nothing of it leaves this device before it is submitted. */
export interface Kept {
  soughtBy?: string
  visit?: string
  onPoint?: string
  attitude?: string
  result?: string
  leaderReplied?: string
  text?: string
}

const placeOf = (name: string) => `lx-rating ${name}`

export function keptRating(name: string): Kept | undefined {
  const text = sessionStorage.getItem(placeOf(name))
  return text === null ? undefined : (JSON.parse(text) as Kept)
}

/** Kept for this visit alone: others may use the device. */
export function keepRating(name: string, kept: Kept | undefined): void {
  if (kept) sessionStorage.setItem(placeOf(name), JSON.stringify(kept))
  else sessionStorage.removeItem(placeOf(name))
}
