/** What comes after the steps that have happened. */
export const steps = {
  file: '立案',
  assign: '交办',
  reply: '答复',
  rate: '评价',
  close: '办结',
  review: '审查',
  rateNote: '逾期未评记为“未反馈”，不算满意',
}
