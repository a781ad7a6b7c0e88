/**
 * uPlot asks Intl for numbers as the browser's language has them, when it is loaded. Chromium without a window calls its
 * language en-US@posix in the locales C and POSIX, in which containers run, and Intl throws at that. The page is in
 * English, whatever the browser's language.
 */
Object.defineProperty(navigator, "language", { value: "en-US" });
