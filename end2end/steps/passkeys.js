// Passkeys: a device of Chromium's own that stands in for a telephone with a fingerprint reader.

/** Where passkeys work: they are bound to a name, and 127.0.0.1 is none. */
export function named(path) {
  return process.env.GUILDHALL_URL.replace("127.0.0.1", "localhost") + path;
}

/** Gives the page's browser a device that says yes to everything. */
export async function addDevice(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
