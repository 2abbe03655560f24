import type { Request, RequestHandler } from 'express'
import multer, { MulterError } from 'multer'
import type { FieldError } from './form.ts'
import { BadRequest, StaleForm } from './problems.ts'
import { isOwnForm } from './session.ts'

export interface UploadedFile {
  /** As the browser says it. Nothing is decided by it, and nothing is kept under it. */
  name: string
  bytes: Buffer
}

/** What the files of one form may be. */
export interface Upload {
  /** Bytes of each. */
  largest: number
  /** Said beside the field of one that is larger. */
  tooLarge: string
}

// In memory only: nothing of a stranger ever lies on a disk of ours. The token stands first in each of our forms, so
// that it is known before the first byte of a file is taken.
const parserFor = (largest: number) =>
  multer({
    storage: multer.memoryStorage(),
    limits: {
      fileSize: largest,
      files: 2,
      fields: 100,
      fieldSize: 64_000,
      fieldNameSize: 100,
      headerPairs: 50,
    },
    defParamCharset: 'utf8',
    fileFilter: (request, _file, done) => {
      if (isOwnForm(request)) done(null, true)
      else done(new StaleForm())
    },
  }).any()

const refused = new WeakMap<Request, FieldError[]>()

/** Takes a form with files, refusing one that carries no token of this session. */
export function ownFiles({ largest, tooLarge }: Upload): RequestHandler {
  const parse = parserFor(largest)
  return function ownFiles(request, response, next) {
    parse(request, response, (error: unknown) => {
      if (error instanceof MulterError && error.code === 'LIMIT_FILE_SIZE') {
        refused.set(request, [{ field: error.field ?? '', message: tooLarge }])
      } else if (error !== undefined && error !== null) {
        next(error instanceof StaleForm ? error : new BadRequest())
        return
      }
      next(isOwnForm(request) ? undefined : new StaleForm())
    })
  }
}

export type Files<Field extends string> =
  { ok: true; files: Partial<Record<Field, UploadedFile>> } | { ok: false; errors: FieldError[] }

/** The files of these fields of the form; a field that nobody chose a file for is not there. */
export function filesOf<Field extends string>(request: Request, fields: readonly Field[]): Files<Field> {
  const errors = refused.get(request)
  if (errors !== undefined) return { ok: false, errors }
  const uploaded = Array.isArray(request.files) ? request.files : []
  const files = fields.flatMap((field) => {
    const file = uploaded.find(({ fieldname, size }) => fieldname === field && size > 0)
    return file === undefined ? [] : [[field, { name: nameOf(file.originalname), bytes: file.buffer }]]
  })
  return { ok: true, files: Object.fromEntries(files) as Partial<Record<Field, UploadedFile>> }
}

/** The last part, as a person would say it. */
function nameOf(said: string): string {
  const last = said.split(/[/\\]/).at(-1) ?? ''
  const plain = last.replace(/[\u0000-\u001f\u007f]/g, '').trim()
  return plain === '' ? 'file' : plain.slice(0, 120)
}
