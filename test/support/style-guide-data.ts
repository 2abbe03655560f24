// Invented people and dates for the style guide: as long, as short and as awkward as real ones.

const trainers = [
  { name: 'Amal Idris', role: 'Peer trainer' },
  { name: 'Rowan McAllister', role: 'Professional trainer' },
]

const tuesdays = ['3 March', '10 March', '17 March', '24 March'].map((day) => ({
  date: `Tuesday ${day}`,
  time: '10am to 1pm',
}))

const runs = [
  {
    anchor: 'run-1',
    heading: 'Four Tuesdays from 3 March',
    places: { kind: 'few', text: '2 places left' },
    mode: 'In person',
    where: 'Linen Hall, Room 2',
    whereDetail: 'Step-free, five minutes from the bus station',
    sessions: tuesdays,
    trainers,
    audience: 'Anyone aged 16 or over',
    notes: ['Please come to the first Tuesday: the other three build on it.'],
    code: 'SLP-2',
    form: {
      action: '/runs/1/enrolments',
      text: 'Enrol on this course',
      look: '',
      describedby: 'next-1',
      next: 'We will email you the dates and how to find the room. Your trainers will see your name and what helps you.',
    },
  },
  {
    anchor: 'run-2',
    heading: 'One evening, online',
    places: { kind: 'full', text: 'Full' },
    mode: 'Online',
    where: 'Online, with a link sent the day before',
    sessions: [
      { date: 'Wednesday 18 March', time: '6pm to 8.30pm', note: 'First name and initial are enough.' },
    ],
    trainers: [trainers[1], { name: 'Siobhán O’Hara-Fitzgerald', role: 'Peer trainer' }],
    code: 'SLP-3',
    form: {
      action: '/runs/2/enrolments',
      text: 'Join the waiting list',
      look: 'secondary',
      describedby: 'next-2',
      next: 'There are 3 people waiting. If a place comes free we offer it in order, and you have three working days to answer.',
    },
  },
]

const courses = [
  {
    title: 'Sleeping well, living well',
    href: '/courses/sleeping-well',
    summary: 'What sleep does, what gets in its way, and small things to try between one week and the next.',
    categories: ['Looking after yourself'],
    next: 'Tuesday 3 March, 10am to 1pm',
    more: 'and 3 more Tuesdays',
    where: 'Linen Hall',
    places: { kind: 'few', text: '2 places left' },
  },
  {
    title: 'Telling your story safely',
    href: '/courses/telling-your-story',
    summary:
      'Decide what to share, with whom and when. For people who speak or write about their own experience.',
    categories: ['Getting involved', 'Writing'],
    next: 'Thursday 12 March, 2pm to 4pm',
    where: 'Online',
    places: { kind: 'free', text: 'Places free' },
  },
  {
    title: 'Walking and talking by the river',
    href: '/courses/walking',
    summary: 'A gentle walk of about two miles, at the pace of the slowest, in any weather.',
    categories: ['Outdoors'],
    next: 'Friday 6 March, 11am to 1pm',
    more: 'monthly until July',
    where: 'Two meeting points',
    places: { kind: 'full', text: 'Full' },
  },
  {
    title: 'Money worries: where to begin',
    href: '/courses/money',
    summary: 'Letters, debts and who can help.',
    categories: ['Everyday life'],
    where: '',
  },
]

const enrolments = [
  {
    title: 'Telling your story safely',
    href: '/courses/telling-your-story',
    status: { kind: 'offered', text: 'Place offered' },
    when: 'Thursday 12 March, 2pm to 4pm',
    where: 'Online',
    next: 'A place has come free. Please answer by 5pm on Monday 2 March; after that we offer it to the next person.',
    offer: true,
  },
  {
    title: 'Sleeping well, living well',
    href: '/courses/sleeping-well',
    status: { kind: 'confirmed', text: 'Place confirmed' },
    when: 'Tuesday 3 March, 10am to 1pm',
    more: 'then 3 more Tuesdays',
    where: 'Linen Hall, Room 2',
    next: 'We will remind you the day before.',
    confirmed: true,
  },
  {
    title: 'Walking and talking by the river',
    href: '/courses/walking',
    status: { kind: 'waiting', text: 'On the waiting list' },
    when: 'Friday 6 March, 11am to 1pm',
    where: 'Two meeting points',
    next: 'You are 3rd in line. We will write to you as soon as a place comes free; there is nothing you need to do.',
    waiting: true,
  },
]

const filterGroups = [
  {
    legend: 'Places',
    name: 'places',
    type: 'checkbox',
    options: [{ value: 'free', text: 'With places free', count: 21, checked: true }],
  },
  {
    legend: 'How',
    name: 'mode',
    type: 'radio',
    options: [
      { value: '', text: 'Any way' },
      { value: 'in-person', text: 'In person', count: 30 },
      { value: 'online', text: 'Online', count: 12, checked: true },
    ],
  },
  {
    legend: 'Subject',
    name: 'category',
    type: 'checkbox',
    options: [
      { value: 'self', text: 'Looking after yourself', count: 14 },
      { value: 'involved', text: 'Getting involved', count: 6 },
      { value: 'outdoors', text: 'Outdoors', count: 3 },
    ],
  },
]

export const styleGuideData = {
  college: {
    name: 'Lagan Recovery College',
    phone: '028 9000 0000',
    email: 'hello@college.example',
    crisis: 'If you need someone to talk to now, Lifeline answers day and night on 0808 808 8000.',
  },
  user: { name: 'Jo Devlin', isStudent: true },
  csrfToken: 'a-token',
  demo: true,
  navigation: [
    { href: '/courses', text: 'Courses', current: true },
    { href: '/my/courses', text: 'My courses', current: false },
    { href: '/trainer', text: 'My teaching', current: false },
    { href: '/account', text: 'My details', current: false },
  ],
  trainers,
  sessions: [
    ...tuesdays.slice(0, 2),
    {
      date: 'Tuesday 17 March',
      time: '10am to 1pm',
      cancelled: true,
      note: 'St Patrick’s Day: the college is closed.',
    },
  ],
  runs,
  courses,
  enrolments,
  filterGroups,
  chosenFilters: [
    { text: 'Online', href: '/courses?places=free' },
    { text: 'With places free', href: '/courses?mode=online' },
  ],
  pages: [
    { number: 1, href: '?page=1' },
    { number: 2, href: '?page=2', current: true },
    { number: 3, href: '?page=3' },
    { gap: true },
    { number: 9, href: '?page=9' },
  ],
  statuses: [
    { kind: 'confirmed', text: 'Place confirmed' },
    { kind: 'waiting', text: 'On the waiting list' },
    { kind: 'offered', text: 'Place offered' },
    { kind: 'free', text: 'Places free' },
    { kind: 'few', text: '2 places left' },
    { kind: 'full', text: 'Full' },
    { kind: 'ended', text: 'Ended' },
    { kind: 'draft', text: 'Draft' },
    { kind: 'cancelled', text: 'Cancelled' },
  ],
  hiddenFields: [{ name: 'run', value: '1' }],
  contactOptions: [
    { value: 'email', text: 'Email' },
    { value: 'text', text: 'Text message', hint: 'We keep these short' },
    { value: 'post', text: 'Post' },
  ],
  factRows: [
    { key: 'Name', value: 'Jo Devlin', href: '/account/name', action: 'Change' },
    { key: 'Address', lines: ['4 Mill Lane', 'Lisburn'], href: '/account/address', action: 'Change' },
  ],
  offerRows: [
    { key: 'Course', value: 'Telling your story safely' },
    { key: 'When', value: 'Thursday 12 March, 2pm to 4pm' },
    { key: 'Where', value: 'Online' },
    { key: 'Taught by', lines: ['Amal Idris, peer trainer', 'Rowan McAllister, professional trainer'] },
  ],
  lookedDown: [
    {
      when: 'Tue 3 Mar, 10am',
      title: 'Sleeping well, living well',
      href: '/admin',
      detail: 'Linen Hall, Room 2',
      aside: '10 of 12 places',
      tags: [{ kind: 'waiting', text: '2 waiting' }],
    },
    { when: 'Fri 6 Mar, midday', title: 'Walking by the river', href: '/admin', aside: '8 of 8 places' },
  ],
}
