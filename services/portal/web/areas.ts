import type { Area } from './area.ts'

const found = import.meta.glob<{ area: Area }>('./pages/*/area.ts', { eager: true })

/** Every part of the portal; a new one is found by its file. */
export const areas: readonly Area[] = Object.values(found).map(({ area }) => area)
