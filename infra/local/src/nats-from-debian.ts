import { execFile } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { step } from './progress.ts'

const run = promisify(execFile)

// The first Debian release with a nats-server that is new enough; newer ones move.
const suite = 'trixie'
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

/**
 * Puts the nats-server of Debian's package into `target`, with apt's own checking of signatures but with a state of our
 * own, so that neither root is needed nor the machine's packages are touched. The mirror is the one this machine uses.
 *
 * @returns false, with a word in the log, where that is not possible
 */
export async function fetchFromDebian(target: string, log: (line: string) => void): Promise<boolean> {
  if (process.platform !== 'linux' || !existsSync(keyring)) return false
  const mirror =
    (await mirrorFromApt()) ?? mirrorFromSources(globSync('/etc/apt/{sources.list,sources.list.d/*}').map(read))
  if (mirror === undefined) return false
  const work = mkdtempSync(join(tmpdir(), 'lianxie-nats-'))
  try {
    await step('Fetching nats-server from the Debian mirror of this machine', () => fetchPackage(mirror, work, target))
    return true
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string }
    log(
      `nats-server could not be fetched from ${mirror}: ${stderr?.trim().split('\n').slice(0, 3).join(' ') || message}`,
    )
    return false
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
}

async function fetchPackage(mirror: string, work: string, target: string): Promise<void> {
  for (const dir of ['state/lists/partial', 'cache/archives/partial', 'unpacked'])
    mkdirSync(join(work, dir), { recursive: true })
  writeFileSync(join(work, 'status'), '')
  writeFileSync(join(work, 'sources.list'), `deb [signed-by=${keyring}] ${mirror} ${suite} main\n`)
  const settings = {
    'Dir::State': join(work, 'state'),
    'Dir::State::status': join(work, 'status'),
    'Dir::Cache': join(work, 'cache'),
    'Dir::Etc::SourceList': join(work, 'sources.list'),
    'Dir::Etc::SourceParts': '/dev/null',
    'Dir::Etc::Preferences': '/dev/null',
    'Dir::Etc::PreferencesParts': '/dev/null',
    // apt would otherwise change to an account that cannot write here.
    'APT::Sandbox::User': userInfo().username,
    'APT::Update::Error-Mode': 'any',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const apt = (...args: string[]) =>
    run('apt-get', [...options, ...args], { cwd: work, env: { ...process.env, LC_ALL: 'C' } })
  await apt('update')
  await apt('download', 'nats-server')

  const [deb] = globSync('nats-server_*.deb', { cwd: work })
  if (deb === undefined) throw new Error('apt-get download left no package')
  await run('dpkg-deb', ['-x', deb, 'unpacked'], { cwd: work })
  const [program] = globSync('unpacked/usr/{bin,sbin}/nats-server', { cwd: work })
  if (program === undefined) throw new Error(`${deb} holds no nats-server`)
  // Renamed into place, so that another start sees the whole program or none.
  mkdirSync(dirname(target), { recursive: true })
  const half = `${target}.${process.pid}`
  copyFileSync(join(work, program), half)
  chmodSync(half, 0o755)
  renameSync(half, target)
}

/** Known only where apt has fetched its lists, and then sure to be Debian's own. */
async function mirrorFromApt(): Promise<string | undefined> {
  try {
    const { stdout } = await run('apt-get', [
      'indextargets',
      '--format',
      '$(REPO_URI)',
      'Created-By: Packages',
      'Label: Debian',
    ])
    return stdout.split('\n')[0] || undefined
  } catch (error) {
    // No apt, or one that cannot read its sources: there is nothing to learn from it.
    if ((error as NodeJS.ErrnoException).code === undefined) throw error
    return undefined
  }
}

/** The first source with a release of Debian itself, in either notation of apt. */
export function mirrorFromSources(texts: string[]): string | undefined {
  const release = /^(stable|oldstable|testing|unstable|sid|bullseye|bookworm|trixie|forky|duke)$/
  for (const text of texts) {
    for (const line of text.split('\n')) {
      const [, uri, suiteName] = /^deb\s+(?:\[[^\]]*\]\s*)?(\S+)\s+(\S+)/.exec(line) ?? []
      if (suiteName && release.test(suiteName)) return uri
    }
    for (const stanza of text.split(/\n\s*\n/)) {
      const field = (name: string) =>
        new RegExp(`^${name}:[ \\t]*(.+)$`, 'im').exec(stanza)?.[1]?.trim().split(/\s+/) ?? []
      const off = field('Enabled')[0] === 'no' || !field('Types').includes('deb')
      if (!off && field('Suites').some((name) => release.test(name))) return field('URIs')[0]
    }
  }
  return undefined
}

function read(file: string): string {
  return /\.(list|sources)$/.test(file) ? readFileSync(file, 'utf8') : ''
}
