import { promisesHold } from './promises.ts'

promisesHold(501, 500)
