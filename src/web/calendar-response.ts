import type { Response } from 'express'
import { strongEtag } from './etag.ts'

/** Answers with a calendar file; calendars ask again and again, so an unchanged one costs them a 304. */
export function sendCalendar(response: Response, text: string, scope: 'public' | 'private'): void {
  // Express answers 304 by itself when the ETag is the one the calendar already has.
  response.set({ 'Cache-Control': `${scope}, max-age=900`, ETag: strongEtag(text) })
  response.type('text/calendar; charset=utf-8').send(text)
}
