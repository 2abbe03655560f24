// The part of a form that brings a picture and says what it shows.
import { z } from 'zod'
import type { Db } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import type { Labels } from '../../editing/pages.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { paths } from '../../paths.ts'
import { paragraphs } from '../../web/form.ts'
import type { Files, Upload } from '../../web/uploads.ts'
import { keepPicture } from './keep-picture.ts'
import { type PictureAnswer, readPicture } from './read-picture.ts'

export const pictureUpload: Upload = {
  largest: 3_000_000,
  tooLarge: 'This file is too large. Choose a picture of at most 3 MB',
}

const chooseAgain = 'Choose the picture again'

export const pictureFields = {
  picture: z.union([z.literal(''), z.uuid({ error: chooseAgain })], { error: chooseAgain }).default(''),
  picture_words: paragraphs(300),
}

/** Whoever does not see it is told what it shows. */
export function isSaidInWords({
  picture,
  picture_words,
}: {
  picture: string
  picture_words: string
}): boolean {
  return picture === '' || picture_words !== ''
}

export const notSaidInWords = {
  path: ['picture_words'],
  error: 'Say in a sentence what the picture shows, for people who do not see it',
}

export const pictureLabels: Labels = {
  picture: { label: 'Picture', lines: () => ['a picture'] },
  picture_words: 'What the picture shows',
}

/** What the form holds with the picture that came: kept already, so that a mistake elsewhere does not lose it. */
export async function takePicture(
  db: Db,
  body: unknown,
  uploaded: Files<'file'>,
  now: Date,
): Promise<{ body: Record<string, unknown>; fault: string | undefined }> {
  const fields = { ...((body ?? {}) as Record<string, unknown>) }
  if (!uploaded.ok) return { body: fields, fault: pictureUpload.tooLarge }
  const { file } = uploaded.files
  if (file === undefined) {
    if (fields.no_picture === undefined) return { body: fields, fault: undefined }
    return { body: { ...fields, picture: '', picture_words: '' }, fault: undefined }
  }
  const read = readPicture(file.bytes)
  if (!read.ok) return { body: fields, fault: faultWords[read.reason] }
  const picture = await inTransaction(db, (tx) => keepPicture(tx, read.picture, now))
  return { body: { ...fields, picture }, fault: undefined }
}

const faultWords: Record<Extract<PictureAnswer, { ok: false }>['reason'], string> = {
  'not-a-picture': 'Choose a picture: a file of the kind PNG or JPEG',
  broken: 'This picture cannot be opened. Choose another, or save it again as PNG or JPEG',
  'too-many-dots': 'This picture is too large. Choose one of at most 16 million dots',
}

/** Stops the saving; what was typed stays, and the fault is said beside the file. */
export function refusePicture(fault: string | undefined): void {
  if (fault !== undefined) throw new RefusedField('file', fault)
}

/** What a page shows of it. */
export function pictureShown({ picture = '' }: Record<string, string>) {
  return pictureFields.picture.safeParse(picture).success && picture !== ''
    ? { pictureHref: paths.picture({ id: picture }) }
    : {}
}
