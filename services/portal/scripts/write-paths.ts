import { writeFile } from 'node:fs/promises'
import { pathsFile, pathsText } from './paths-text.ts'
import { rulesFile, rulesText } from './rules-text.ts'

await writeFile(pathsFile, pathsText())
await writeFile(rulesFile, rulesText())
