import { Printer } from '../../../src/catalogue/prospectus/pdf/printer.ts'
test('x', async () => {
  await new Printer().print({} as never).catch((e: unknown) => console.log(e))
})
