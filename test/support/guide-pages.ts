// The style guide and the sample pages, rendered with the product's own layout and partials.
import path from 'node:path'
import { templates, viewsFolder } from '../../src/web/views.ts'
import { styleGuideData } from './style-guide-data.ts'

const signInErrors = [
  { href: '#email', text: 'Enter your email address, like name@example.com' },
  { href: '#password', text: 'Enter your password' },
]

export const guidePages: Record<string, object> = {
  'style-guide': { title: 'Style guide' },
  'samples/home': { title: 'Welcome', user: undefined },
  'samples/catalogue': { title: 'Courses' },
  'samples/course': { title: 'Sleeping well, living well' },
  'samples/my-courses': {
    title: 'My courses',
    notice: {
      title: 'Your place is confirmed',
      text: 'We have sent the dates to jo@college.example.',
      kind: 'success',
    },
  },
  'samples/sign-in': { title: 'Sign in', user: undefined, errors: signInErrors },
  'samples/offer': { title: 'A place for you' },
  'samples/prospectus': {
    title: 'Prospectus',
    layout: 'plain',
    back: { href: '/courses', text: 'All courses' },
  },
}

export function renderGuidePage(name: string): Promise<string> {
  const file = path.join(viewsFolder, 'dev', `${name}.hbs`)
  return templates().renderView(file, { layout: 'main', ...styleGuideData, ...guidePages[name] })
}
