import { randomInt } from 'node:crypto'

/** Neither 0 and O nor 1 and I: it is read from paper, perhaps on the telephone. */
const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const length = 16

/** Sixteen letters and digits by chance, five bits each. */
export function newCode(): string {
  return Array.from({ length }, () => letters[randomInt(letters.length)]).join('')
}

/** `7K2M-PQ4D-X9TB-3HWC`, as it is printed. */
export function codeInGroups(code: string): string {
  return (code.match(/.{1,4}/g) ?? []).join('-')
}

/** A code as people type it; undefined for what cannot be one. */
export function readCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s\-–—.]/g, '')
  return /^[2-9A-HJ-NP-Z]{16}$/.test(code) ? code : undefined
}
