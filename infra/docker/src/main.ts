import { tasks } from './tasks.ts'

const [name = ''] = process.argv.slice(2)
const task = tasks[name]
try {
  if (!task) throw new Error(`the tasks are: ${Object.keys(tasks).join(', ')}`)
  await task(process.env)
} catch (error) {
  console.error(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}
