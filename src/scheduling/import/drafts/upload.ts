import type { Request } from 'express'
import type { Typed } from '../../../web/form-page.ts'
import { filesOf } from '../../../web/uploads.ts'
import { openFiles } from '../open-files.ts'
import type { Opened } from '../read-files.ts'

const noFile = 'Choose the file with your prospectus'

/** The files of an upload, opened; or what is wrong with them, beside the field it came from. */
export async function openUpload(
  request: Request,
): Promise<{ ok: true; opened: Opened } | { ok: false; form: Typed }> {
  const sent = filesOf(request, ['prospectus', 'sessions'])
  if (!sent.ok) return { ok: false, form: { typed: {}, errors: sent.errors } }
  const { prospectus, sessions } = sent.files
  if (prospectus === undefined) return { ok: false, form: besideFile(noFile) }
  const opened = await openFiles({ prospectus, ...(sessions === undefined ? {} : { sessions }) })
  return { ok: true, opened }
}

export function besideFile(message: string): Typed {
  return { typed: {}, errors: [{ field: 'prospectus', message }] }
}
