import { promisesHold } from './promises.ts'

promisesHold(150)
