import { demoAddress, type InventedPerson } from './people.ts'

/** How the college reaches a student: by email, or without one by telephone, text message or post. */
type Reached = 'email' | 'phone' | 'text' | 'post'

const invented: [name: string, reached: Reached, whatHelps: string][] = [
  ['Amina Yusuf', 'email', 'I lip-read. Please face me when you speak.'],
  ['Ben Harcourt', 'email', ''],
  ['Carys Llewellyn', 'phone', 'Large print, please.'],
  ['Dev Malhotra', 'email', 'I may step out for a minute. I will come back.'],
  ['Eileen Gorman', 'post', 'I wear a hearing aid. A seat near the front helps.'],
  ['Femi Adebayo', 'email', ''],
  ['Gwen Arkwright', 'email', 'I use a wheelchair and need some room to turn.'],
  ['Hassan Mirza', 'email', 'A seat with my back to the wall, please.'],
  ['Ines Carvalho', 'email', 'English is my second language. Short sentences help.'],
  ['Jack Threlfall', 'phone', ''],
  ['Kamala Perera', 'email', 'Please tell me the plan for the day before we start.'],
  ['Liam Docherty', 'email', ''],
  ['Margaret Swann', 'post', 'My bus is sometimes late. Please start without me.'],
  ['Nadia Kowalczyk', 'email', 'I would rather not work in pairs.'],
  ['Ollie Brandreth', 'email', 'My pronouns are they and them.'],
  ['Pearl Johnson', 'phone', 'Cream paper is easier for me to read than white.'],
  ['Quentin Ashby', 'email', ''],
  ['Rosa Delgado', 'email', 'My daughter Lucia comes with me and sits beside me.'],
  ['Sukhdeep Gill', 'email', ''],
  ['Terry Mansell', 'phone', 'A chair with arms, please: my knees are bad.'],
  ['Uma Krishnan', 'email', 'Strong scents make me feel ill.'],
  ['Vincent Obi', 'email', ''],
  ['Wendy Stott', 'text', 'I knit while I listen.'],
  ['Xanthe Morley', 'email', 'Please do not ask me to read aloud.'],
  ['Yasmin Haddad', 'email', ''],
  ['Zachary Pell', 'email', 'A break every 45 minutes helps me to follow.'],
  ['Aoife Brennan', 'email', ''],
  ['Bogdan Ilie', 'phone', 'Please write new words on the board.'],
  ['Chloe Ransome', 'email', 'I have an assistance dog. Her name is Biscuit.'],
  ['Derek Fanshawe', 'post', ''],
  ['Esther Mwangi', 'email', 'I look after my mother and may have to take a call.'],
  ['Frank Tully', 'phone', 'I cannot manage stairs.'],
  ['Gita Sharma', 'email', ''],
  ['Huw Parry', 'email', 'Bright lights are hard for me. I wear a cap indoors.'],
  ['Ivy Marchetti', 'text', ''],
  ['Jerome Baptiste', 'email', ''],
  ['Kirsty MacLean', 'email', 'I stammer. Please let me finish.'],
  ['Lorraine Pickles', 'phone', 'A call the day before helps me to come.'],
  ['Mohammed Siddiqui', 'email', ''],
  ['Noor Rahimi', 'email', 'A quiet corner in the break, please.'],
  ['Oscar Lindgren', 'email', ''],
  ['Philippa Dunne', 'email', 'I take notes on a tablet.'],
]

export const students: InventedPerson[] = invented.map(student)

/** Who came once, and was not seen since: for a kind word from the office. */
export const peopleAway: InventedPerson[] = (
  [
    ['Rowan Fairbrother', 'email', ''],
    ['Sheila Umunna', 'phone', ''],
  ] as typeof invented
).map((one, index) => student(one, invented.length + index))

function student([name, reached, whatHelps]: (typeof invented)[number], index: number): InventedPerson {
  return {
    name,
    email: reached === 'email' ? demoAddress(name) : null,
    phone: reached === 'phone' || reached === 'text' ? `07700 900${String(100 + index)}` : null,
    ...(reached === 'post'
      ? { postalAddress: `${String(index + 1)} Pretend Street\nRiverside\nZZ99 3WZ` }
      : {}),
    preferredContact: reached,
    whatHelps,
    roles: ['student'],
  }
}
