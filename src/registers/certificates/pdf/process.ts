// Runs as a process of its own: see src/pdf/printer.ts.
import { answerWith } from '../../../pdf/answer.ts'
import { render } from './render.ts'

answerWith(render)
