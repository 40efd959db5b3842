import { z } from 'zod'

/** 红绿灯: green, yellow and orange as the last day comes near, red once it is over. */
export const Light = z.enum(['green', 'yellow', 'orange', 'red']).meta({ id: 'Light' })
