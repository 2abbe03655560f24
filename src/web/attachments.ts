import type { Response } from 'express'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** By which spreadsheets know UTF-8. Without it some of them read names with accents wrongly. */
const utf8Mark = '\uFEFF'

export function sendCsv(response: Response, name: string, text: string): void {
  response
    .attachment(name)
    .type('text/csv; charset=utf-8')
    .send(utf8Mark + text)
}

/** A file that is written line by line; its caller ends it. */
export function beginCsv(response: Response, name: string): void {
  response.attachment(name).type('text/csv; charset=utf-8').write(utf8Mark)
}

export function sendWorkbook(response: Response, name: string, bytes: Buffer): void {
  response.attachment(name).type(workbookType).send(bytes)
}
