import { writeFile } from 'node:fs/promises'
import { pathsFile, pathsText } from './paths-text.ts'

await writeFile(pathsFile, pathsText())
