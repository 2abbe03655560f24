/** In the order in which a newcomer would look for them. */
export const categoryOrder = [
  'Start here',
  'Everyday wellbeing',
  'Understanding experiences',
  'Confidence and communication',
  'Creativity',
  'Moving and being outdoors',
  'Body, food and sleep',
  'Meeting people',
  'Families and carers',
  'Work and volunteering',
  'Money and rights',
  'Digital skills',
  'Working as a peer',
]
