/** What comes after the steps that have happened. */
export const steps = {
  file: '立案',
  assign: '交辦',
  reply: '答覆',
  rate: '評價',
  close: '辦結',
  review: '審查',
  rateNote: '逾期未評記為“未反饋”，不算滿意',
}
