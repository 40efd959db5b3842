/** Entries that are read, taken in or published in one go. */
export const BATCH = 500
