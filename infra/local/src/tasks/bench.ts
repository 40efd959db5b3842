import { runProgram } from '../run-program.ts'

// What the platform does in a second, and what that costs.
runProgram('infra/bench/src/main.ts')
