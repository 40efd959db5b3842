import { spawnSync } from 'node:child_process'
import { repoRoot } from '../paths.ts'

const { status } = spawnSync('oxfmt', ['.'], { cwd: repoRoot, stdio: 'inherit' })
process.exit(status ?? 1)
