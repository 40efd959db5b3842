import { enableCompileCache } from 'node:module'
import { join } from 'node:path'

// Imported by each `main.ts` before anything else is loaded. What V8 compiled, and the sources without their types, are
// kept from one start for the next, which takes half as long: in NODE_COMPILE_CACHE, which Node reads by itself, or in the
// cache folder of this account, if it has one. What cannot be written, as on a read-only root, is used as it is. Node keeps
// its own versions apart and compares each source with what was compiled. NODE_DISABLE_COMPILE_CACHE=1 does without.
const { XDG_CACHE_HOME, HOME } = process.env as { XDG_CACHE_HOME?: string; HOME?: string }
const caches = XDG_CACHE_HOME || (HOME && join(HOME, '.cache'))
if (caches) enableCompileCache(join(caches, 'lianxie'))
