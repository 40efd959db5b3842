import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { applyHub, openHub, registerCompact } from '@lianxie/hub'
import { accountOf, runMainJob } from '@lianxie/local/demo'
import { committeeOf, compactOf } from '@lianxie/sample-data'
import { demoUrls, publicUrlOf } from './demo-addresses.ts'

const COMPACT = 'qingwujia-cppcc-1plus3'

/**
 * 主线任务: the joint consultation of three committees, each in containers of its own. Answers the account for people.
 * The hub's operator is played too: the signed founding file is registered as `lianxie hub register` does it.
 */
export async function mainJob(options: { dir: string; hubDir: string; hubUrl: string }): Promise<string> {
  const { dir, hubDir, hubUrl } = options
  const committees = compactOf(COMPACT).members.map((committee) => ({
    committee,
    name: committeeOf(committee).fullName,
    urls: demoUrls(committee),
    publicUrl: publicUrlOf(committee),
    dataDir: join(dir, committee),
  }))
  for (const { dataDir } of committees) await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const { result, again } = await runMainJob({
    compact: COMPACT,
    dir,
    platform: { committees, hub: { register } },
    step: async (label, work) => {
      const began = performance.now()
      const done = await work()
      console.error(`✓ ${label} (${((performance.now() - began) / 1000).toFixed(1)} s)`)
      return done
    },
  })
  return accountOf(result, again)

  async function register(foundingFile: string): Promise<string> {
    const place = await openHub(hubDir)
    await registerCompact(place, Buffer.from(foundingFile), new Date())
    const state = await applyHub(place)
    if (!state.running) throw new Error('交换节点未运行。 The hub does not run.')
    return hubUrl
  }
}
