// Starts the program on a database of its own before the journeys, and ends it after them.

import { execFile, spawn } from "node:child_process";
import { accessSync, constants, createWriteStream, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { fixture, realForm } from "./imported.js";

/** In milliseconds; a debug program hashes the demo's passwords slowly. */
const TIME_TO_START = 60_000;

export default async function setUp() {
  const program = programNamedBy("GUILDHALL_PROGRAM", "the built guildhall program");
  programNamedBy("GUILDHALL_CHROMIUM", "the browser Chromium");
  const folder = await mkdtemp(join(tmpdir(), "guildhall-journeys-"));
  process.env.GUILDHALL_LOOKED_AT = folder;
  const environment = {
    PATH: process.env.PATH,
    DATABASE_URL: `sqlite://${join(folder, "guildhall.db")}`,
    GUILDHALL_LISTEN: "127.0.0.1:0",
  };
  try {
    await importForms(program, environment);
    return await serve(program, environment, folder);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/** The path in an environment variable; it must be a program. */
function programNamedBy(variable, what) {
  const path = process.env[variable];
  if (!path) throw plain(`${variable} is not set: it must hold the path of ${what}.`);
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw plain(`${variable} is ${path}, which is not a program that can be run.`);
  }
  return path;
}

async function importForms(program, environment) {
  const files = [fixture(), realForm()].filter(Boolean);
  const args = ["forms", "import", "--from", "xgov", "--publish", ...files];
  try {
    await promisify(execFile)(program, args, { env: environment });
  } catch (error) {
    throw plain(`The forms could not be imported: ${error.stderr || error.message}`);
  }
}

/** Starts the program, tells the journeys where it is, and returns what ends it. */
async function serve(program, environment, folder) {
  const keeper = fileURLToPath(new URL("keeper.js", import.meta.url));
  // Apart from this process's group: whatever ends this one, the keeper is there to end the program.
  const child = spawn(process.execPath, [keeper, folder, program, "serve", "--demo"], {
    env: environment,
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
  });
  const ended = new Promise((resolve) => child.once("exit", (status, signal) => resolve(signal ?? status)));
  const stop = async () => {
    child.stdin.end();
    const status = await ended;
    if (status !== 0) throw plain(`The program was told to stop and ended with ${status}; its log is end2end/results/program.log.`);
  };

  const log = new URL("../results/program.log", import.meta.url);
  mkdirSync(new URL(".", log), { recursive: true });
  child.stderr.pipe(createWriteStream(log));

  const listening = listen(child);
  const late = new Promise((resolve) => setTimeout(resolve, TIME_TO_START, "late").unref());
  const first = await Promise.race([listening, ended.then((status) => ({ status })), late]);
  if (first === "late" || "status" in first) {
    child.stdin.end();
    const why = first === "late" ? "said nothing for a minute" : `ended with ${first.status}`;
    throw plain(`The program did not start: it ${why}; its log is end2end/results/program.log.`);
  }
  process.env.GUILDHALL_URL = first.url;
  process.env.GUILDHALL_ACCOUNTS = JSON.stringify(first.accounts);
  return stop;
}

/** Reads what the program prints, up to the line that says where it listens. */
function listen(child) {
  const accounts = {};
  return new Promise((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [word, role, email, password] = line.split(" ");
      if (word === "demo") accounts[role] = { email, password };
      const [, url] = line.match(/^listening on (http:\S+)$/) ?? [];
      if (url) resolve({ url, accounts });
    });
  });
}

/** An error that is read by people: the trace would only hide the sentence. */
function plain(sentence) {
  const error = new Error(sentence);
  error.stack = sentence;
  return error;
}
