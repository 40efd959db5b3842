import { promisesHold } from './promises.ts'

promisesHold(1, 500)
