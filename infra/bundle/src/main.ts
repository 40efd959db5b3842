import { resolve } from 'node:path'
import { bundleService } from './bundle-service.ts'

const [folder, into] = process.argv.slice(2)
if (folder === undefined || into === undefined) throw new Error('usage: main.ts FOLDER INTO')
process.stdout.write(`${await bundleService(resolve(folder), resolve(into))}\n`)
