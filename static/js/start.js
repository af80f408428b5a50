// Everything works without this file. It lets character counts, conditional fields and the small-screen menu come to life.
import { initAll } from "../vendor/frontend/frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();
