// Everything that is kept of a person, column by column: what is handed out to them and what not, and what becomes of
// it when they are erased. Handing out, erasing and their tests read it here and nowhere else. A table that leads to a
// person and is in neither list does not compile, and fails a test that reads the database itself.
import type { Database } from '../../database/schema.ts'
import { keptAboutMessages } from './about-messages.ts'
import { keptAboutPlaces } from './about-places.ts'
import { keptAboutTeaching } from './about-teaching.ts'
import { keptAboutThemselves } from './about-themselves.ts'
import { keptAboutTraces } from './about-traces.ts'
import type { KeptTable } from './kept.ts'

export const aboutPeople = {
  ...keptAboutThemselves,
  ...keptAboutPlaces,
  ...keptAboutTeaching,
  ...keptAboutMessages,
  ...keptAboutTraces,
}

export type TableAboutPeople = keyof typeof aboutPeople

/** Every table with what is said of it, in this order. */
export const tablesAboutPeople = Object.entries(aboutPeople) as [TableAboutPeople, KeptTable][]

const prospectus = 'It describes what the college offers.'
const manyDates = 'Which dates were changed at once, and how. Whom it was told stands with the messages.'

/** Tables that hold nobody, and how that is known. */
export const aboutNobody: Record<Exclude<keyof Database, TableAboutPeople>, string> = {
  agreement: 'The words that people agree to.',
  bulk_change: manyDates,
  bulk_change_run: manyDates,
  bulk_change_session: manyDates,
  category: prospectus,
  closure: prospectus,
  course: prospectus,
  co_production:
    'Names that people gave to stand beside a course. The office takes them out again for whoever asks.',
  course_category: prospectus,
  course_prerequisite: prospectus,
  term: prospectus,
  venue: prospectus,
  room: prospectus,
  run: prospectus,
  session: prospectus,
  pair_alert: 'Which dates the office was told of because a trainer is missing. It does not say who.',
  term_copy: prospectus,
  term_copy_run: prospectus,
  picture:
    'Pictures of courses and of the cover, without what a camera writes into them. Who is seen on one has said yes to the college, which takes it out again for whoever asks.',
  prospectus_cover: prospectus,
  prospectus_edition: 'What the prospectus said. Who teaches is a mark there that leads back to nobody.',
  equality_question: 'The questions, not the answers.',
  equality_option: 'The answers one can choose, not who chose them.',
  equality_answer:
    'An answer stands under a key that only its own person’s page can make: it is handed out there, and let go of when they close their account.',
  head_count: 'How many came to a drop-in.',
  import_sheet: prospectus,
  import_line:
    'Lines of a file that the office is bringing in, for thirty days. They may name trainers by their address, which is taken out when its owner is erased.',
  try_count:
    'Keyed hashes of what was tried too often, for minutes or hours. Nobody can tell whose they are.',
  first_run_end: 'That the college has begun.',
}
