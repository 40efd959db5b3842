import { isBuiltin } from 'node:module'
import { join, relative } from 'node:path'
import { build, type Plugin } from 'rolldown'

/**
 * Puts `src/main.ts` of the service in `folder`, and all that it loads, into a few files in `into`: a start finds, reads and
 * compiles some hundred files instead of 1,300. What is loaded later stays in files of its own. Answers the program. The
 * folders of the repository have to stay where they are: migrations, the programs of threads and all libraries but
 * `TAKEN_IN` are not copied.
 */
export async function bundleService(folder: string, into: string): Promise<string> {
  await build({
    input: { main: join(folder, 'src/main.ts') },
    platform: 'node',
    // Asked for in a way that allows for its absence.
    external: ['pg-native'],
    makeAbsoluteExternalsRelative: false,
    plugins: [fromWhereItWas(into)],
    output: { dir: into, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' },
    logLevel: 'warn',
  })
  return join(into, 'main.mjs')
}

/**
 * Libraries of many modules that each start loads, and that look for nothing beside their own code. Who asks for a library
 * by a name that it makes up, for a file, or for a program for this processor, stays where it is.
 */
const TAKEN_IN: ReadonlySet<string> = new Set([
  '@nats-io/jetstream',
  '@nats-io/nats-core',
  '@nats-io/nkeys',
  '@nats-io/nuid',
  '@nats-io/transport-node',
  '@noble/ciphers',
  '@noble/curves',
  '@noble/hashes',
  '@noble/post-quantum',
  '@scure/base',
  'age-encryption',
  'avvio',
  'fastify',
  'fastify-type-provider-zod',
  'find-my-way',
  'jose',
  'kysely',
  'pg',
  'pg-protocol',
  'pg-types',
  'prom-client',
  'ret',
  'semver',
  'zod',
])

const fromWhereItWas = (into: string): Plugin => ({
  name: 'from-where-it-was',
  async resolveId(source, importer, options) {
    if (/^[./]/.test(source) || isBuiltin(source)) return null
    const found = await this.resolve(source, importer, { ...options, skipSelf: true })
    if (!found || found.external) return found
    const library = libraryOf(found.id)
    return library === undefined || TAKEN_IN.has(library) ? found : { id: relative(into, found.id), external: true }
  },
  transform: {
    filter: { code: /import\.meta|__dirname|__filename/ },
    handler(code, id) {
      // What the bundler adds is of the bundle.
      if (id.startsWith('\0')) return null
      // Nobody uses these yet.
      if (/\bimport\.meta\.(dirname|filename|resolve)\b|\b__(dirname|filename)\b/.test(code))
        this.error(`expected no other way to its own place than import.meta.url in ${id}`)
      return code.replaceAll('import.meta.url', `new URL(${JSON.stringify(relative(into, id))}, import.meta.url).href`)
    },
  },
})

/** The library that a file belongs to; undefined for the sources of the repository. */
const libraryOf = (id: string) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)?.[1]
