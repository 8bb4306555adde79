// Starts the program on a database of its own before the journeys, and ends it after them.

import { execFile, spawn } from "node:child_process";
import { accessSync, constants, createWriteStream, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";

import { fixture, realForm } from "./imported.js";

/** In milliseconds; a debug program hashes the demo's passwords slowly. */
const TIME_TO_START = 60_000;
const TIME_TO_STOP = 35_000;

export default async function setUp() {
  const program = programNamedBy("GUILDHALL_PROGRAM", "the built guildhall program");
  programNamedBy("GUILDHALL_CHROMIUM", "the browser Chromium");
  const folder = await mkdtemp(join(tmpdir(), "guildhall-journeys-"));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  try {
    const environment = {
      PATH: process.env.PATH,
      DATABASE_URL: `sqlite://${join(folder, "guildhall.db")}`,
      GUILDHALL_LISTEN: "127.0.0.1:0",
    };
    process.env.GUILDHALL_LOOKED_AT = folder;
    await importForms(program, environment);
    const stop = await serve(program, environment);
    return async () => {
      try {
        await stop();
      } finally {
        await removeFolder();
      }
    };
  } catch (error) {
    await removeFolder();
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
async function serve(program, environment) {
  const child = spawn(program, ["serve", "--demo"], { env: environment, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("exit", (status, signal) => resolve(signal ?? status));
  });
  const endAtOnce = () => child.kill("SIGKILL");
  process.once("exit", endAtOnce);
  const stop = async () => {
    const late = setTimeout(endAtOnce, TIME_TO_STOP);
    child.kill("SIGTERM");
    const status = await ended;
    clearTimeout(late);
    process.off("exit", endAtOnce);
    if (status !== 0) throw plain(`The program was told to stop and ended with ${status}; its log is end2end/results/program.log.`);
  };

  const log = new URL("../results/program.log", import.meta.url);
  mkdirSync(new URL(".", log), { recursive: true });
  child.stderr.pipe(createWriteStream(log));

  const listening = listen(child);
  const late = new Promise((resolve) => setTimeout(resolve, TIME_TO_START, "late").unref());
  const first = await Promise.race([listening, ended.then((status) => ({ status })), late]);
  if (first === "late" || "status" in first) {
    endAtOnce();
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
