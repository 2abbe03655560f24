import { paths } from '../../paths.ts'
import { easyReadOf } from './easy-read.ts'
import { type Print, queryOf } from './forms.ts'
import {
  type CourseEntry,
  formWords,
  type Picture,
  printForms,
  type PrintForm,
  type Prospectus,
} from './model.ts'

/** The prospectus as a page: what the PDF says, in the same order. */
export function prospectusPage(prospectus: Prospectus, print: Print) {
  const { cover, chapters, changes } = prospectus
  return {
    layout: 'plain',
    title: cover.title,
    back: { href: paths.courses(), text: 'Back to the courses' },
    isLargePrint: print.form === 'large-print',
    isEasyRead: print.form === 'easy-read',
    part: prospectus.part,
    coverWords: cover.words,
    coverPicture: cover.picture && pictureData(cover.picture),
    printedOn: prospectus.printedOn,
    files: printForms.map((form) => ({
      text: formWords[form],
      href: pdfAddress({ ...print, form }),
      pageHref: paths.prospectus() + queryOf({ ...print, form }),
      current: form === print.form,
    })),
    changes: changes && {
      heading: `What has changed since ${changes.since}`,
      nothing: changes.lines.length === 0,
      lines: changes.lines,
    },
    aboutUs: prospectus.aboutUs,
    howToEnrol: prospectus.howToEnrol,
    sections: chapters.map((chapter) => ({
      ...chapter,
      courses: chapter.courses.map((course) => courseData(course, print.form)),
    })),
    venues: prospectus.venues,
    days: prospectus.days,
  }
}

export function pdfAddress(print: Print): string {
  return paths.prospectusPdf() + queryOf(print)
}

function courseData(course: CourseEntry, form: PrintForm) {
  const { runs, picture } = course
  return {
    ...course,
    // Only what a screen can follow: the address in full is for paper.
    href: new URL(course.href).pathname,
    picture: picture && pictureData(picture),
    easy: form === 'easy-read' ? easyReadOf(course) : undefined,
    runs: runs.map((run) => ({ ...run, trainers: run.trainers.join('; ') })),
  }
}

function pictureData({ id, words, width, height }: Picture) {
  return { src: paths.picture({ id }), words, width, height }
}
