import { z } from 'zod'
import type { Details } from '../../editing/merge-edits.ts'
import { paragraphs } from '../../web/form.ts'
import { isSaidInWords, notSaidInWords, pictureFields } from '../pictures/picture-field.ts'

/** What a course says in easy read, and its picture. */
export interface EasyRead extends Details {
  /** Short sentences, one on a line. */
  easy_read: string
  /** The id of a picture, or empty. */
  picture: string
  picture_words: string
}

export const easyReadForm = z
  .object({ easy_read: paragraphs(3000), ...pictureFields })
  .refine(isSaidInWords, notSaidInWords)
