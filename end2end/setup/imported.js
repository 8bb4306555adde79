// The forms that are imported before the journeys, as a council brings its own.

import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Covers every type of component; its service is at /services/every-component. */
export function fixture() {
  const url = new URL("../../server/domain/tests/fixtures/xgov/every-component.json", import.meta.url);
  return fileURLToPath(url);
}

/** One of the real forms, which are not ours to publish; there only where somebody has them. */
export function realForm() {
  const folder = process.env.GUILDHALL_REAL_FORMS;
  return folder && join(folder, "local-plans-local-authority-details.json");
}
