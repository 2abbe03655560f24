import type { Request } from 'express'
import type { Tx } from '../../database/schema.ts'
import { StaleForm } from '../../web/problems.ts'
import { signedIn } from '../../web/signed-in.ts'
import { holdSession } from './queries.ts'

/** Holds whoever is signed in here, and refuses their form when this session was ended while it was on its way. */
export async function holdWhoIsHere(tx: Tx, request: Request): Promise<string> {
  const { id } = signedIn(request)
  if (!(await holdSession(tx, id, request.sessionID))) throw new StaleForm()
  return id
}
