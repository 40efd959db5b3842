import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path/posix'
import { runnerImport } from 'vite'

/** What Vite says of a built module. */
interface Built {
  file: string
  imports?: readonly string[]
  css?: readonly string[]
}

/** As much of the areas as is asked for here. */
interface Areas {
  areas: readonly { pages: readonly { path: string; shell: string; load: () => unknown }[] }[]
}

/** What `load` imports, as Vite writes it: `/pages/notices/list-page.tsx`. */
const MODULE = /import__\("\/([^"]+)"\)/

const LANGUAGES = ['zh-CN', 'zh-TW', 'en']

/**
 * 预载: writes down, for each language and the path of each page, the files that it is made of beside those that are loaded
 * first everywhere. The answer to its address names them, so that a browser asks for them at once and not when the first ones
 * have arrived.
 */
export async function writePreloads(root: string): Promise<void> {
  const dist = join(root, 'dist')
  const manifest = JSON.parse(await readFile(join(dist, '.vite/manifest.json'), 'utf8')) as Record<string, Built>
  const first = new Set(filesOf(manifest, ['index.html']))
  const preloads: Record<string, Record<string, string[]>> = Object.fromEntries(LANGUAGES.map((one) => [one, {}]))
  const web = join(root, 'web')
  // 组件一览, of which this is the switch, is left out of what is delivered.
  const settings = { root: web, configFile: false, define: { __ELEMENTS__: 'false' } } as const
  const { module: known } = await runnerImport<Areas>(join(web, 'areas.ts'), settings)
  for (const { path, shell, load } of known.areas.flatMap(({ pages }) => pages)) {
    const page = MODULE.exec(String(load))?.[1]
    if (page === undefined) throw new Error(`expected the page at ${path} to load a module, got ${String(load)}`)
    for (const language of LANGUAGES) {
      const words = ['words', join(dirname(page), 'words')].map((of) => `${of}/${language.toLowerCase()}.ts`)
      const modules = [`shell/${shell}-frame.tsx`, page, ...words.filter((one) => one in manifest)]
      preloads[language]![path] = filesOf(manifest, modules).filter((file) => !first.has(file))
    }
  }
  await writeFile(join(dist, 'preloads.json'), JSON.stringify(preloads))
}

/** The files of modules and of all that they import at once. */
function filesOf(manifest: Readonly<Record<string, Built>>, modules: readonly string[]): string[] {
  const files = new Set<string>()
  const walk = (module: string) => {
    const built = manifest[module]
    if (!built) throw new Error(`expected ${module} among what was built`)
    if (files.has(built.file)) return
    for (const file of [built.file, ...(built.css ?? [])]) files.add(file)
    built.imports?.forEach(walk)
  }
  modules.forEach(walk)
  return [...files]
}
