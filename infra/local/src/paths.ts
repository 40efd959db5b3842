import { join } from 'node:path'

/** The root of the repository. */
export const repoRoot = join(import.meta.dirname, '../../..')

/** Programs that were brought here; can be deleted at any time. */
export const toolsDir = join(repoRoot, '.tools')

/** What `npm start` keeps from one run to the next. */
export const stateDir = join(repoRoot, '.data')
