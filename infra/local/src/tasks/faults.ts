import { runProgram } from '../run-program.ts'

// What the platform keeps when its parts are broken under load.
runProgram('infra/faults/src/main.ts')
