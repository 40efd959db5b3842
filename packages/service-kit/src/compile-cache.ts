import { enableCompileCache } from 'node:module'
import { homedir } from 'node:os'
import { join } from 'node:path'

// Imported by each `main.ts` before anything else is loaded. What V8 compiled, and the sources without their types, are
// kept from one start for the next, which takes half as long. The folder is NODE_COMPILE_CACHE (read by Node itself), or
// one of this account; where it cannot be written, as on a read-only root, what is there is used. Node keeps versions of
// itself apart and compares the source with what was compiled. NODE_DISABLE_COMPILE_CACHE=1 does without.
enableCompileCache(join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'lianxie'))
