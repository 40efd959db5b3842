import { execFile } from 'node:child_process'
import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import type { ServiceName } from '@lianxie/contracts'

const repository = join(import.meta.dirname, '../../../..')

/** What the next release adds, as its makers would write it: each of these texts is in the present release exactly once. */
export const changes: readonly { file: string; find: string; put: string }[] = [
  // A new optional field of a command and of the event that it leads to.
  {
    file: 'packages/contracts/src/directory/institution-commands.ts',
    find: `  { zh: '登记承办单位及其职责目录', en: 'Register a handling unit with its duties' },
  { ...unit, registeredOn: LocalDate },`,
    put: `  { zh: '登记承办单位及其职责目录', en: 'Register a handling unit with its duties' },
  { ...unit, registeredOn: LocalDate, telegraph: line(20).optional() },`,
  },
  {
    file: 'packages/contracts/src/directory/institution-events.ts',
    find: `  { ...unitFacts, registeredOn: LocalDate },
)
`,
    put: `  { ...unitFacts, registeredOn: LocalDate, telegraph: line(20).optional() },
)

export const UnitListed = event(
  'directory.unit-listed',
  1,
  { zh: '单位已列入电报挂号', en: 'A unit was listed with its telegraph address', ...unit },
  { unitId: Id, telegraph: line(20) },
)
`,
  },
  {
    file: 'packages/contracts/src/directory/refusals.ts',
    find: `export const directory = {
`,
    put: `export const directory = {
  'unit.telegraph': { status: 422, zh: '电报挂号不符合要求。', en: 'The telegraph address does not fit.' },
`,
  },
  {
    file: 'services/directory/src/domain/unit.ts',
    find: `  return [d.UnitRegistered({ unitId: newId(), ...command, duties: [...new Set(command.duties)] })]`,
    put: `  const { telegraph } = command
  if (telegraph === '0000') throw new Refusal('unit.telegraph', { field: 'telegraph' })
  const registered = d.UnitRegistered({ unitId: newId(), ...command, duties: [...new Set(command.duties)] })
  if (telegraph === undefined) return [registered]
  return [registered, d.UnitListed({ unitId: registered.data.unitId, telegraph })]`,
  },
  {
    file: 'services/directory/src/store/apply.ts',
    find: `    case 'directory.unit-merged': {`,
    put: `    case 'directory.unit-listed':
      return
    case 'directory.unit-merged': {`,
  },
  // The listener of the next release shows the new field beside the name, and what the new event says as a short name.
  {
    file: 'services/consultations/src/reactions/index.ts',
    find: `  ...hearUnits(({ name, shortName }) => ({ name, short_name: shortName ?? null })),`,
    put: `  ...hearUnits((unit) => ({
    name: 'telegraph' in unit && unit.telegraph !== undefined ? \`\${unit.name}（\${unit.telegraph}）\` : unit.name,
    short_name: unit.shortName ?? null,
  })),
  react(directory.UnitListed, async (tx, { unitId, telegraph }) => {
    await tx.updateTable('known_unit').set({ short_name: telegraph }).where('id', '=', unitId).execute()
  }),`,
  },
  {
    file: 'services/consultations/src/reactions/index.ts',
    find: `import { hearMembers, hearPolicies, hearUnits, type Reaction } from '@lianxie/service-kit'`,
    put: `import { directory } from '@lianxie/contracts'
import { hearMembers, hearPolicies, hearUnits, react, type Reaction } from '@lianxie/service-kit'`,
  },
]

/** A copy of packages and services whose contracts are one release ahead of the present ones. */
export interface NextRelease {
  /** What the gate of the contracts said when it let the release pass. */
  released: string
  programOf(service: ServiceName): string
}

/** Copies the workspace below `dir` and makes the next release of it. Third-party packages are those of the repository. */
export async function makeNextRelease(dir: string): Promise<NextRelease> {
  const root = join(dir, 'next-release')
  await mkdir(root, { recursive: true })
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  for (const kind of ['packages', 'services']) {
    for (const name of await readdir(join(repository, kind))) {
      await cp(join(repository, kind, name), join(root, kind, name), {
        recursive: true,
        // Links between packages are relative, and lead to the copies.
        verbatimSymlinks: true,
        filter: (path) => !['.vite', '.vite-temp', '.turbo', 'dist'].includes(basename(path)),
      })
    }
  }
  for (const { file, find, put } of changes) {
    const path = join(root, file)
    const text = await readFile(path, 'utf8')
    if (text.split(find).length !== 2) throw new Error(`expected once in ${file}: ${find}`)
    await writeFile(
      path,
      text.replace(find, () => put),
    )
  }
  // The gate of the contracts refuses what would break somebody, and ends with 1.
  const gate = join(root, 'packages/contracts/scripts/release.ts')
  const { stdout } = await promisify(execFile)(process.execPath, [gate], { cwd: root })
  return { released: stdout.trim(), programOf: (service) => join(root, 'services', service, 'src/main.ts') }
}
