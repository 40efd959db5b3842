import { queries } from '@lianxie/contracts'

export const pathsFile = new URL('../web/data/generated/paths.ts', import.meta.url)

/** Where each query is asked: the one thing that pages need of the contracts at run time; all else are types. */
export function pathsText(): string {
  const lines = queries
    .map(({ type, context, path }) => `  '${type}': '/${context}${path}',`)
    .toSorted()
    .join('\n')
  return `// Written by scripts/write-paths.ts from packages/contracts.\nexport const PATHS = {\n${lines}\n} as const\n`
}
