export { type ProcessFigures, cpuSecondsOf, figuresOf, treeOf } from './process-figures.ts'
export { type RigServer } from './rig-server.ts'
export { type Rig, type RigOptions, startRig } from './rig.ts'
export { type ServiceName, type ServiceProcess, type StartOptions, startServiceProcess } from './service-process.ts'
