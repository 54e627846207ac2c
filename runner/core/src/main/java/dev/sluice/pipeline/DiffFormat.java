package dev.sluice.pipeline;

/** How differences are printed. */
public enum DiffFormat {
    TEXT,
    JSON,
    MARKDOWN,
    HTML
}
