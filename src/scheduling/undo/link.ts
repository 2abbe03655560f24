import { paths } from '../../paths.ts'

/** Where the change that was just made can be undone. */
export const undo = { href: paths.adminUndo(), text: 'Undo' }
