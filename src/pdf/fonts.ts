// Atkinson Hyperlegible Next, made by the Braille Institute so that letters cannot be taken for one another (OFL 1.1);
// DejaVu Sans for every letter that it lacks, such as Greek, Cyrillic, Hebrew and Arabic (Bitstream Vera licence); and Noto
// Emoji for those, drawn in the ink of the words (OFL 1.1).
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
  'regular-emoji': '@expo-google-fonts/noto-emoji/400Regular/NotoEmoji_400Regular.ttf',
  'bold-emoji': '@expo-google-fonts/noto-emoji/700Bold/NotoEmoji_700Bold.ttf',
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

/** As a picture, not as a letter: a heart is one when a selector asks for it, and a digit never by itself. */
const emoji = /\p{Emoji_Presentation}|\p{Emoji}\ufe0f/u
const tone = String.raw`\p{Emoji_Modifier}|\ufe0f\u20e3?|[\u{e0020}-\u{e007e}]+\u{e007f}`
const pair = String.raw`\p{Regional_Indicator}{2}`
/** Of Unicode's report on emoji (UTS 51, 1.4.9): with its tone, selector and joiners it is one, and only so one picture. */
const letters = new RegExp(
  String.raw`${pair}|\p{Emoji}(?:${tone})?(?:\u200d(?:${pair}|\p{Emoji}(?:${tone})?))*|.`,
  'gsu',
)

/** The words in pieces that can each be set in one font. */
export function piecesOf(spans: Span[]): Piece[] {
  const pieces: Piece[] = []
  for (const { text, weight } of spans)
    for (const [letter] of text.normalize('NFC').matchAll(letters)) addLetter(pieces, letter, weight)
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
  const follows = last !== undefined && goesWith(last, letter, weight)
  const [font, shown] = follows ? setLike(last.font as Font, letter, weight) : set(letter, weight)
  if (shown === '') return
  const turned = font === `${weight}-wide` && (rightToLeft.test(letter) || (follows && last.rightToLeft))
  if (last?.font === font && last.rightToLeft === turned) last.text += shown
  else pieces.push({ text: shown, font, rightToLeft: turned })
}

/** A space or a stop goes with the letters before it, so that two words of one language stay together. */
function goesWith({ font }: Piece, letter: string, weight: Weight): boolean {
  return neutral.test(letter) && !emoji.test(letter) && (font === weight || font === `${weight}-wide`)
}

function setLike(font: Font, letter: string, weight: Weight): [Font, string] {
  return face(font).hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? [font, letter] : set(letter, weight)
}

/** An emoji younger than its font is left out: it is no word that anybody would miss. */
function set(letter: string, weight: Weight): [Font, string] {
  const codePoint = letter.codePointAt(0) ?? 0
  const wide: Font = `${weight}-wide`
  const pictures: Font = `${weight}-emoji`
  const isEmoji = emoji.test(letter)
  const fonts: Font[] = isEmoji ? [pictures, weight, wide] : [weight, wide, pictures]
  const font = fonts.find((one) => face(one).hasGlyphForCodePoint(codePoint))
  return font === undefined ? [wide, isEmoji ? '' : missing] : [font, letter]
}
