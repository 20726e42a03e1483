// Turbo: it changes the page under the scripts that stay.
import * as Turbo from "@hotwired/turbo";

window.Turbo = Turbo;
