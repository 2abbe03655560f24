import type { PictureKind } from '../../database/schema.ts'

/** What a picture file is by its content, with nothing in it but the picture: no place, no camera, no names. */
export interface ReadPicture {
  kind: PictureKind
  width: number
  height: number
  bytes: Buffer
}
