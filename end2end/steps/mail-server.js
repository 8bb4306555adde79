// A mail server of the journey's own, which asks for a password, and the program that sends through it.

import { spawn } from "node:child_process";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

const USER = "guildhall@wrekinshire.example";
const PASSWORD = "market/square & more";

/** Starts a mail server; `next()` waits for the next mail that has not been read yet, and parses it. */
export async function startMailServer() {
  const waiting = [];
  const readers = [];
  const server = new SMTPServer({
    // Without TLS, as on one machine; the program refuses that for any other.
    hideSTARTTLS: true,
    allowInsecureAuth: true,
    onAuth: ({ username, password }, session, done) => {
      const isRight = username === USER && password === PASSWORD;
      done(isRight ? null : new Error("Wrong user or password"), { user: username });
    },
    onData: (stream, session, done) => {
      simpleParser(stream).then((mail) => {
        const reader = readers.shift();
        const arrived = { ...mail, envelope: session.envelope };
        if (reader) reader(arrived);
        else waiting.push(arrived);
        done();
      }, done);
    },
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address();
  return {
    url: `smtp://${encodeURIComponent(USER)}:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}`,
    next: () => (waiting.length ? Promise.resolve(waiting.shift()) : new Promise((resolve) => readers.push(resolve))),
    arrived: () => waiting.length,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Starts the program on an empty database of its own, sending through this mail server. */
export async function startProgram(mailServer) {
  const folder = await mkdtemp(join(tmpdir(), "guildhall-mail-"));
  const keeper = fileURLToPath(new URL("../setup/keeper.js", import.meta.url));
  const environment = {
    PATH: process.env.PATH,
    DATABASE_URL: `sqlite://${join(folder, "guildhall.db")}`,
    GUILDHALL_LISTEN: "127.0.0.1:0",
    GUILDHALL_PUBLIC_URL: "http://www.wrekinshire.example",
    GUILDHALL_MAIL__URL: mailServer.url,
    GUILDHALL_MAIL__FROM: "Wrekinshire Council <no-reply@wrekinshire.example>",
  };
  const child = spawn(process.execPath, [keeper, folder, process.env.GUILDHALL_PROGRAM, "serve"], {
    env: environment,
    stdio: ["pipe", "pipe", "ignore"],
    detached: true,
  });
  const ended = new Promise((resolve) => child.once("exit", (status, signal) => resolve(signal ?? status)));
  const listening = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const [, url] = line.match(/^listening on (http:\S+)$/) ?? [];
      if (url) resolve(url);
    });
  });
  const url = await Promise.race([listening, ended.then((status) => Promise.reject(new Error(`The program ended with ${status}.`)))]);
  const stop = async () => {
    child.stdin.end();
    return ended;
  };
  return { url, stop };
}
