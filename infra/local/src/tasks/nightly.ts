import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { repoRoot } from '../paths.ts'

// What is too long for every change: ten thousand histories of the joint protocol, from another seed each night.
const seed = process.argv[2] ?? String(Math.floor(Date.now() / 86_400_000))
const simulate = join(repoRoot, 'packages/joint-protocol/src/testing/simulate.ts')
const { status } = spawnSync(process.execPath, [simulate, '--histories', '10000', '--seed', seed], { stdio: 'inherit' })
process.exit(status ?? 1)
