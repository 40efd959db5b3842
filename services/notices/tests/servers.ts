export { type MailServer, startMailServer } from './mail-server.ts'
export { type RobotServer, startRobotServer } from './robot-server.ts'
