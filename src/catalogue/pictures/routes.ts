import type { Permission } from '../../accounts/rules.ts'
import { paths } from '../../paths.ts'
import type { Deps } from '../../web/deps.ts'
import { found } from '../../web/problems.ts'
import { get, parameter, type Route } from '../../web/route.ts'
import { findPicture } from './queries.ts'

const aYear = 365 * 24 * 60 * 60

/** Pictures of courses and of the cover. Another picture has another address, so a browser may keep each for good. */
export function pictureRoutes({ db }: Pick<Deps, 'db'>): Route<Permission>[] {
  return [
    get(paths.picture, 'anyone', async (request, response) => {
      const { kind, bytes } = found(await findPicture(db, parameter(request, 'id')))
      response
        .set({
          'Cache-Control': `public, max-age=${aYear}, immutable`,
          'Content-Security-Policy': "default-src 'none'; sandbox",
          'Cross-Origin-Resource-Policy': 'same-origin',
        })
        .type(kind)
        .send(bytes)
    }),
  ]
}
