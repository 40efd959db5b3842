import { runProgram } from '../run-program.ts'

runProgram('packages/cli/src/main.ts')
