import express, { type Express } from 'express'

/** Reads what forms send. Only those under some addresses may be long: what is done to a term brings back all that is in it. */
export function readForms(app: Express, long: { under: string[]; mostFields: number }): void {
  app.use(
    long.under,
    express.urlencoded({ extended: false, limit: '256kb', parameterLimit: long.mostFields }),
  )
  app.use(express.urlencoded({ extended: false, limit: '64kb', parameterLimit: 1000 }))
}
