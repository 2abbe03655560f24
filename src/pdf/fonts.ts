// Atkinson Hyperlegible Next, made by the Braille Institute so that letters cannot be taken for one another (OFL 1.1);
// and DejaVu Sans for every letter that it lacks, such as Greek, Cyrillic, Hebrew and Arabic (Bitstream Vera licence).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fontkit from 'fontkit'

export type Weight = 'regular' | 'bold'

export interface Span {
  text: string
  weight: Weight
}

/** Letters that one font has all of. */
export interface Piece {
  text: string
  font: string
  /** Written from right to left. */
  rightToLeft: boolean
}

const files = {
  regular: '@expo-google-fonts/atkinson-hyperlegible-next/400Regular/AtkinsonHyperlegibleNext_400Regular.ttf',
  bold: '@expo-google-fonts/atkinson-hyperlegible-next/700Bold/AtkinsonHyperlegibleNext_700Bold.ttf',
  'regular-wide': 'dejavu-fonts-ttf/ttf/DejaVuSans.ttf',
  'bold-wide': 'dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf',
}
type Font = keyof typeof files

const require = createRequire(import.meta.url)
const faces = new Map<Font, fontkit.Font>()

/** Read once for all that is printed: reading takes longer than writing a page. */
function face(name: Font): fontkit.Font {
  const known = faces.get(name)
  if (known !== undefined) return known
  const read = fontkit.create(readFileSync(require.resolve(files[name]))) as fontkit.Font
  faces.set(name, read)
  return read
}

/** pdfkit takes a font that is read already; its types know only files and bytes. */
export function registerFonts(doc: PDFKit.PDFDocument): void {
  for (const name of Object.keys(files) as Font[])
    doc.registerFont(name, face(name) as unknown as Uint8Array<ArrayBuffer>)
}

/** What no font of ours has is shown as this, so that a reader sees that something is missing. */
const missing = '\ufffd'
const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}]/u
const neutral = /[\s\p{P}]/u

/** The words in pieces that can each be set in one font. */
export function piecesOf(spans: Span[]): Piece[] {
  const pieces: Piece[] = []
  for (const { text, weight } of spans)
    for (const letter of text.normalize('NFC')) addLetter(pieces, letter, weight)
  return pieces.flatMap(withoutEnd)
}

/** The space after words from right to left belongs to what comes then: set with them, it would stand on their left. */
function withoutEnd(piece: Piece): Piece[] {
  const words = piece.rightToLeft ? piece.text.trimEnd() : piece.text
  if (words === piece.text) return [piece]
  return [
    { ...piece, text: words },
    { ...piece, text: piece.text.slice(words.length), rightToLeft: false },
  ]
}

function addLetter(pieces: Piece[], letter: string, weight: Weight): void {
  const last = pieces.at(-1)
  const wide: Font = `${weight}-wide`
  // A space or a stop goes with the letters before it, so that two words of one language stay together.
  const follows = last !== undefined && neutral.test(letter) && last.font.startsWith(weight)
  const [font, shown] = follows ? setLike(last.font as Font, letter, weight) : set(letter, weight)
  const turned = font === wide && (rightToLeft.test(letter) || (follows && last.rightToLeft))
  if (last?.font === font && last.rightToLeft === turned) last.text += shown
  else pieces.push({ text: shown, font, rightToLeft: turned })
}

function setLike(font: Font, letter: string, weight: Weight): [Font, string] {
  return face(font).hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? [font, letter] : set(letter, weight)
}

function set(letter: string, weight: Weight): [Font, string] {
  const codePoint = letter.codePointAt(0) ?? 0
  const wide: Font = `${weight}-wide`
  if (face(weight).hasGlyphForCodePoint(codePoint)) return [weight, letter]
  return face(wide).hasGlyphForCodePoint(codePoint) ? [wide, letter] : [wide, missing]
}
