import type { Response } from 'express'

const workbookType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function sendCsv(response: Response, name: string, text: string): void {
  response.attachment(name).type('text/csv; charset=utf-8').send(text)
}

export function sendWorkbook(response: Response, name: string, bytes: Buffer): void {
  response.attachment(name).type(workbookType).send(bytes)
}
