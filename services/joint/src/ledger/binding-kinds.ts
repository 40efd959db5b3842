/** Kinds by which the committee binds itself: a chair signs them, with a fresh second factor. */
const BINDING: ReadonlySet<string> = new Set(['compact-text', 'answer', 'endorsement', 'leave', 'key'])

export const needsChair = (kind: string): boolean => BINDING.has(kind)
