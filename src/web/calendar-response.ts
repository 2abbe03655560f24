import type { Response } from 'express'
import { strongEtag } from './etag.ts'

/**
 * Answers with a calendar file; calendars ask again and again, so an unchanged one costs them a 304. `own`: of somebody
 * signed in, so that it is kept nowhere, as the guard has said.
 */
export function sendCalendar(response: Response, text: string, scope: 'public' | 'private' | 'own'): void {
  // Express answers 304 by itself when the ETag is the one the calendar already has.
  response.set('ETag', strongEtag(text))
  if (scope !== 'own') response.set('Cache-Control', `${scope}, max-age=900`)
  response.type('text/calendar; charset=utf-8').send(text)
}
