// What an answer other than a page can be. Thrown by handlers only; the domain returns reasons.

export abstract class Problem extends Error {
  abstract readonly status: number
}

/** Nothing is there, or it belongs to somebody else: the two look the same from outside. */
export class NotFound extends Problem {
  readonly status = 404
}

/** Signed in, but not in a role that may do this. */
export class Forbidden extends Problem {
  readonly status = 403
}

/** Theirs to see once, and not any more: only the office still has it. */
export class WithTheOffice extends Problem {
  readonly status = 409
}

/** The form did not come from a page of ours, or its page is too old. */
export class StaleForm extends Problem {
  readonly status = 403
}

/** The session ended while the form was on its way: they are signed out, and are told so where they sign in. */
export class SessionEnded extends Problem {
  readonly status = 403
}

/** The request itself makes no sense, such as a control character in an address. */
export class BadRequest extends Problem {
  readonly status = 400
}

/** A form in a shape that no page of ours sends, such as an upload. */
export class UnknownForm extends Problem {
  readonly status = 415
}

/** More was asked for at once than we can make. Trying again helps. */
export class TooBusy extends Problem {
  readonly status = 503
}

/** Tried too often. Waiting helps: so many seconds. */
export class TooManyTries extends Problem {
  readonly status = 429
  readonly waitSeconds: number
  constructor(waitSeconds: number) {
    super()
    this.waitSeconds = waitSeconds
  }
}

/** Returns the row, or answers that nothing is there. */
export function found<Row>(row: Row | undefined): Row {
  if (row === undefined) throw new NotFound()
  return row
}
