import { runService } from '@lianxie/service-kit'
import { createJoint } from './app.ts'
import { JointConfig, jointSettings } from './config.ts'

await runService(createJoint(), JointConfig, (config) => ({ ...jointSettings(config) }))
