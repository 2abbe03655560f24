// What a log may say about an error. Its message may hold anything: the address a mail server refuses, the value a
// database will not take, what somebody typed.
import { types } from 'node:util'
import { PlainError } from './plain-error.ts'

export interface ErrorFacts {
  type: string
  /** Only of errors whose words we wrote ourselves. */
  message?: string
  /** Where it happened: functions, files and lines. */
  stack?: string[]
  cause?: ErrorFacts
  [fact: string]: unknown
}

/** Names and numbers that drivers and the system give to a fault: of Node, of PostgreSQL, of a mail server. */
const named = ['code', 'syscall', 'severity', 'schema', 'table', 'column', 'constraint', 'routine', 'command']
const numbered = ['errno', 'responseCode', 'status']

/** Everything about an error but the words of others. Pure. */
export function errorFacts(error: unknown, depth = 0): ErrorFacts {
  if (!isError(error)) return { type: typeof error }
  const cause = error.cause === undefined || depth >= 3 ? undefined : errorFacts(error.cause, depth + 1)
  return {
    type: error.constructor.name,
    ...(error instanceof PlainError ? { message: error.message } : {}),
    ...markedFacts(error as unknown as Record<string, unknown>),
    stack: framesOf(error),
    ...(cause === undefined ? {} : { cause }),
  }
}

/** Also one that was made in another realm, as a test's is. */
export function isError(value: unknown): value is Error {
  return value instanceof Error || types.isNativeError(value)
}

/** The name of a thing is short and has no at sign: anything else was meant for people, and may be about one. */
function markedFacts(error: Record<string, unknown>): Record<string, unknown> {
  const names = named.filter((fact) => typeof error[fact] === 'string' && /^[\w. -]{1,60}$/.test(error[fact]))
  const numbers = numbered.filter((fact) => typeof error[fact] === 'number')
  return Object.fromEntries([...names, ...numbers].map((fact) => [fact, error[fact]]))
}

const frame = /^ +at (.+:\d+:\d+\)?|.*<anonymous>\)?|.*\(native\))$/

/** A stack begins with the message, whose lines may look like anything. */
function framesOf({ stack = '', message }: Error): string[] {
  const after = stack.indexOf(message) + message.length
  return stack
    .slice(message !== '' && stack.includes(message) ? after : 0)
    .split('\n')
    .filter((line) => frame.test(line))
    .map((line) => line.trim().slice('at '.length))
}
