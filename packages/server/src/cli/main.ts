#!/usr/bin/env node
import { run } from './run.ts'

// Not `process.exit`, which would cut off what a pipe has not read yet.
process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  print: (text) => void process.stdout.write(`${text}\n`),
  complain: (text) => void process.stderr.write(`${text}\n`),
})
