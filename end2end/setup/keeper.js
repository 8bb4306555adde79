// Runs a program for as long as whoever started this one lives: `node keeper.js FOLDER PROGRAM [ARGUMENT]…`.
// When standard input closes, for whatever reason, the program is told to stop; when it has, its folder is removed.

import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

/** In milliseconds; longer than the program gives to requests in flight. */
const TIME_TO_STOP = 35_000;

const [folder, program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ["ignore", "inherit", "inherit"] });

process.stdin.resume().once("close", () => {
  child.kill("SIGTERM");
  setTimeout(() => child.kill("SIGKILL"), TIME_TO_STOP).unref();
});

child.once("error", (error) => leave(error.message, 1));
child.once("exit", (status, signal) => leave(signal && `${program} was ended by ${signal}`, status ?? 1));

function leave(why, status) {
  if (why) console.error(why);
  rmSync(folder, { recursive: true, force: true });
  process.exit(status);
}
