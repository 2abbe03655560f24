import type { Typed } from '../../../web/form-page.ts'
import type { Files, Upload } from '../../../web/uploads.ts'
import { openFiles } from '../open-files.ts'
import type { Opened } from '../read-files.ts'

export const uploadFields = ['prospectus', 'sessions'] as const

export const prospectusUpload: Upload = {
  largest: 2 * 1024 * 1024,
  tooLarge: 'This file is larger than 2 MB. Take out pictures and empty rows, or bring in one term at a time',
}

const noFile = 'Choose the file with your prospectus'

/** The files of an upload, opened; or what is wrong with them, beside the field it came from. */
export async function openUpload(
  sent: Files<(typeof uploadFields)[number]>,
): Promise<{ ok: true; opened: Opened } | { ok: false; form: Typed }> {
  if (!sent.ok) return { ok: false, form: { typed: {}, errors: sent.errors } }
  const { prospectus, sessions } = sent.files
  if (prospectus === undefined) return { ok: false, form: besideFile(noFile) }
  const opened = await openFiles({ prospectus, ...(sessions === undefined ? {} : { sessions }) })
  return { ok: true, opened }
}

export function besideFile(message: string): Typed {
  return { typed: {}, errors: [{ field: 'prospectus', message }] }
}
