export const steps = {
  file: 'Filing',
  assign: 'Assignment',
  reply: 'Reply',
  rate: 'Rating',
  close: 'Closing',
  review: 'Review',
  rateNote: 'No rating by the day is “no feedback”, never satisfied',
}
